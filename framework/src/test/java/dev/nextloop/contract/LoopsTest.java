package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static dev.nextloop.contract.Events.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lanes that are spread over several loops, and still are one client. */
@Execution(ExecutionMode.CONCURRENT)
class LoopsTest {
  private static final NextloopOptions OPTIONS =
      NextloopOptions.defaults().withLanes(5).withLoops(2);

  /** Leaves every event to the test. */
  private static final class Held {
    private final Map<Thread, Integer> threads = new ConcurrentHashMap<>();
    private final List<Invocation> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Promise<byte[]>> running = new LinkedBlockingQueue<>();

    Future<byte[]> handle(byte[] event, Invocation call) {
      threads.merge(Thread.currentThread(), 1, Integer::sum);
      Promise<byte[]> result = Promise.promise();
      calls.add(call);
      running.add(result);
      return result.future();
    }

    Promise<byte[]> take() throws InterruptedException {
      Promise<byte[]> next = running.poll(20, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }
  }

  /** Until all loops have done what they were told before. */
  private static void awaitTurns(Held handler) throws Exception {
    for (Invocation call : handler.calls) {
      Client.await(call.blocking(() -> null));
    }
  }

  private static RuntimeApiScript five() {
    return api("1", "2", "3", "4", "5");
  }

  @ParameterizedTest
  @EnumSource
  void shareTheLanesAsEvenlyAsCanBe(EngineUnderTest engine) throws Exception {
    Held handler = new Held();
    RuntimeApiScript api = five();
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server).options(OPTIONS).bytesHandler(handler::handle).start()) {
      List<Promise<byte[]>> all =
          List.of(handler.take(), handler.take(), handler.take(), handler.take(), handler.take());
      assertThat(handler.threads.values()).containsExactlyInAnyOrder(3, 2);
      for (Promise<byte[]> one : all) {
        one.complete(Replies.text("done"));
      }
      api.offer(event(6, "6"));
      assertThat(responses(server, 5)).containsOnly("done");
      handler.take().complete(Replies.text("done"));
      assertThat(responses(server, 6)).containsOnly("done");
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNoMoreThanThereAreLanes(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server).options(NextloopOptions.defaults().withLoops(8)).start()) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertThat(server.connections()).isEqualTo(engine == EngineUnderTest.HANDOVER ? 2 : 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void drainAsOne(EngineUnderTest engine) throws Exception {
    Held handler = new Held();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2", "3", "4"));
        Client client =
            Client.of(engine, server).options(OPTIONS).bytesHandler(handler::handle).start()) {
      List<Promise<byte[]>> all =
          List.of(handler.take(), handler.take(), handler.take(), handler.take());
      Future<Void> closed = client.nextloop.stop(Duration.ofSeconds(20));
      awaitTurns(handler);
      for (Promise<byte[]> one : all) {
        assertThat(closed.isComplete()).isFalse();
        one.complete(Replies.text("done"));
      }
      Client.await(closed);
      assertThat(responses(server, 4)).containsOnly("done");
      server.awaitOpenConnections(0, LIMIT);
      // The fifth lane may have been told before its poll arrived.
      assertThat(server.requests(RuntimeCall.NEXT)).hasSizeBetween(4, 5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areGivenUpAsOneWhenTheTimeToDrainIsOver(EngineUnderTest engine) throws Exception {
    Held handler = new Held();
    try (ScriptedServer server = ScriptedServer.serving(five());
        Client client =
            Client.of(engine, server).options(OPTIONS).bytesHandler(handler::handle).start()) {
      for (int i = 0; i < 5; i++) {
        handler.take();
      }
      Throwable failure = Client.failureOf(client.nextloop.stop(Duration.ofMillis(50)));
      assertThat(((ClientFailure) failure).exitCode()).isEqualTo(143);
      server.awaitOpenConnections(0, LIMIT);
    }
  }

  // F65: in sequential mode one lane's end is that of all
  @ParameterizedTest
  @EnumSource
  void endAsOneWhenALaneEndsTheClient(EngineUnderTest engine) throws Exception {
    Held handler = new Held();
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, status(500));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .options(OPTIONS.withDrain(Duration.ofSeconds(20)))
                .bytesHandler(handler::handle)
                .start()) {
      Promise<byte[]> first = handler.take();
      Promise<byte[]> second = handler.take();
      first.complete(Replies.text("refused"));
      assertThat(responses(server, 1)).containsExactly("refused");
      second.complete(Replies.text("finished"));
      assertThat(client.awaitFailure().exitCode()).isEqualTo(70);
      assertThat(responses(server, 2)).containsExactly("refused", "finished");
      server.awaitOpenConnections(0, LIMIT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endWithTheLastLaneOfAllInConcurrentMode(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api().onEvery(RuntimeCall.NEXT, status(503));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.of(engine, server).options(OPTIONS.withConcurrent(true)).start()) {
      assertThat(client.awaitFailure().exitCode()).isEqualTo(71);
      assertThat(server.requests(RuntimeCall.NEXT)).hasSize(5 * 6);
      assertThat(client.host.log()).hasSize(4).allMatch(line -> line.contains("the others go on"));
    }
  }
}
