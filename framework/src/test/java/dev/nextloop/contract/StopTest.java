package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.count;
import static dev.nextloop.contract.Events.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that is told to stop, wherever its lane stands. */
@Execution(ExecutionMode.CONCURRENT)
class StopTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** A function whose one result the test gives. */
  private static final class Held implements EventHandler<Body, Reply> {
    final Promise<Reply> result = Promise.promise();
    final CompletableFuture<Invocation> running = new CompletableFuture<>();
    final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public Future<Reply> handle(Body event, Invocation call) {
      call.cancelled().onComplete(given -> cancelled.complete(null));
      running.complete(call);
      return result.future();
    }

    @Override
    public Future<Void> close() {
      closed.incrementAndGet();
      return Future.succeededFuture();
    }
  }

  /** Until the loop has done what it was told before: the stop is known from then on. */
  private static void awaitTurn(Client client) throws Exception {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    client.engine.loop().execute(() -> turn.complete(null));
    turn.get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource
  void closesAnIdleClientAtOnce(EngineUnderTest engine) throws Exception {
    Held handler = new Held();
    try (ScriptedServer server = ScriptedServer.serving(api());
        Client client = Client.of(engine, server).handler(handler).start()) {
      server.awaitRequests(RuntimeCall.NEXT, 1, LIMIT);
      Client.await(client.nextloop.stop(LONG));
      server.awaitOpenConnections(0, LIMIT);
      Client.await(client.nextloop.stop(LONG));
      Client.await(client.nextloop.closed());
      assertThat(handler.closed).hasValue(1);
      assertThat(server.requests()).hasSize(1);
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsNothingThatComesForAPollThatWasCancelled(EngineUnderTest engine) throws Exception {
    Held handler = new Held();
    Gate gate = new Gate();
    Script late = Script.script().whenReleased(gate).send(Events.event(1, "late")).drain();
    try (ScriptedServer server = ScriptedServer.serving(api().onCall(RuntimeCall.NEXT, 1, late));
        Client client = Client.of(engine, server).handler(handler).start()) {
      gate.awaitReached(LIMIT);
      Client.await(client.nextloop.stop(LONG));
      gate.release();
      server.awaitOpenConnections(0, LIMIT);
      assertThat(handler.running).isNotDone();
      assertThat(server.requests()).hasSize(1);
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsARunningInvocationFinish(EngineUnderTest engine) throws Exception {
    Held handler = new Held();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client = Client.of(engine, server).handler(handler).start()) {
      handler.running.get(20, TimeUnit.SECONDS);
      Future<Void> closed = client.nextloop.stop(LONG);
      assertThat(client.nextloop.stop(Duration.ZERO)).isSameAs(closed);
      awaitTurn(client);
      handler.result.complete(Reply.json(ByteBuffer.wrap(Replies.text("done"))));
      Client.await(closed);
      assertThat(Events.responses(server, 1)).containsExactly("done");
      server.awaitOpenConnections(0, LIMIT);
      assertThat(count(server, RuntimeCall.NEXT)).isEqualTo(1);
      assertThat(handler.cancelled).isNotDone();
      assertThat(handler.closed).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesARunningInvocationUpWhenItsTimeIsOver(EngineUnderTest engine) throws Exception {
    Held handler = new Held();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client = Client.of(engine, server).handler(handler).start()) {
      handler.running.get(20, TimeUnit.SECONDS);
      Throwable failure = Client.failureOf(client.nextloop.stop(Duration.ofMillis(50)));
      assertThat(((ClientFailure) failure).exitCode()).isEqualTo(143);
      handler.cancelled.get(20, TimeUnit.SECONDS);
      handler.result.tryFail("late");
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.requests()).hasSize(1);
      assertThat(handler.closed).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pollsNoMoreWhenItIsStoppedBetweenTwoTries(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api().onEvery(RuntimeCall.NEXT, status(503));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      server.awaitRequests(RuntimeCall.NEXT, 5, LIMIT);
      Client.await(client.nextloop.stop(LONG));
      server.awaitOpenConnections(0, LIMIT);
      TimeUnit.MILLISECONDS.sleep(1_000);
      assertThat(server.requests()).hasSize(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pollsNoMoreWhenItIsStoppedWhileItsAnswerIsOnTheWay(EngineUnderTest engine) throws Exception {
    Gate gate = new Gate();
    Script held = Script.script().whenReleased(gate).send(Replies.accepted());
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, held);
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      gate.awaitReached(LIMIT);
      Future<Void> closed = client.nextloop.stop(LONG);
      awaitTurn(client);
      gate.release();
      Client.await(closed);
      server.awaitOpenConnections(0, LIMIT);
      // A poll that left with the answer is given up with its connection.
      int most = engine.pipelines() ? 2 : 1;
      assertThat(count(server, RuntimeCall.NEXT)).isBetween(1, most);
      assertThat(Events.responses(server, 1)).containsExactly("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isStoppedByItsOwnHandlerAfterTheAnswer(EngineUnderTest engine) throws Exception {
    CompletableFuture<Client> self = new CompletableFuture<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) ->
                        Future.fromCompletionStage(self)
                            .map(
                                it -> {
                                  it.nextloop.stop(LONG);
                                  return event;
                                }))
                .start()) {
      self.complete(client);
      Client.await(client.nextloop.closed());
      assertThat(Events.responses(server, 1)).containsExactly("1");
      server.awaitOpenConnections(0, LIMIT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesTheRestWhenTheHandlerCannotBeClosed(EngineUnderTest engine) throws Exception {
    EventHandler<Body, Reply> stubborn =
        new EventHandler<>() {
          @Override
          public Future<Reply> handle(Body event, Invocation call) {
            return Future.succeededFuture();
          }

          @Override
          public Future<Void> close() {
            throw new IllegalStateException("stubborn");
          }
        };
    try (ScriptedServer server = ScriptedServer.serving(api())) {
      Client client = Client.of(engine, server).handler(stubborn).start();
      server.awaitRequests(RuntimeCall.NEXT, 1, LIMIT);
      client.close();
      server.awaitOpenConnections(0, LIMIT);
    }
  }
}
