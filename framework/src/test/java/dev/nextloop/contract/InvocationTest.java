package dev.nextloop.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Stage;
import dev.nextloop.contract.Client.Setup;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One invocation after the other, as every engine must carry them. */
class InvocationTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource
  void answersEachEventOnceAndInOrderOverOneConnection(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "1", "{\"n\":2}", "");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      List<RecordedRequest> requests = server.awaitRequests(7, LIMIT);
      assertThat(requests)
          .extracting(r -> r.method() + " " + r.target())
          .containsExactly(
              "GET /2018-06-01/runtime/invocation/next",
              "POST /2018-06-01/runtime/invocation/" + RuntimeApiScript.id(1) + "/response",
              "GET /2018-06-01/runtime/invocation/next",
              "POST /2018-06-01/runtime/invocation/" + RuntimeApiScript.id(2) + "/response",
              "GET /2018-06-01/runtime/invocation/next",
              "POST /2018-06-01/runtime/invocation/" + RuntimeApiScript.id(3) + "/response",
              "GET /2018-06-01/runtime/invocation/next");
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT))
          .extracting(r -> new String(r.body(), StandardCharsets.UTF_8))
          .containsExactly("1", "{\"n\":2}", "");
      assertThat(server.connections()).isEqualTo(engine.connections());
      assertThat(client.host.log()).isEmpty();
    }
  }

  /** Hands out each invocation that was acknowledged. */
  private static Setup handing(
      EngineUnderTest engine, ScriptedServer server, BlockingQueue<Invocation> answered) {
    return Client.of(engine, server)
        .observe(
            (stage, invocation, ticks) -> {
              if (stage == Stage.POLLED && !invocation.header("Content-Length").isPresent()) {
                throw new AssertionError("unreadable when it came");
              } else if (stage == Stage.HANDLED && answered.isEmpty()) {
                answered.add(invocation);
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void refusesFactsThatNobodyKeptBehindTheAnswer(EngineUnderTest engine) throws Exception {
    BlockingQueue<Invocation> answered = new LinkedBlockingQueue<>();
    try (ScriptedServer server = ScriptedServer.serving(Events.api("1", "2"));
        Client client = handing(engine, server, answered).start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      Invocation over = answered.poll(10, TimeUnit.SECONDS);
      assertThat(over.requestId()).isEqualTo(RuntimeApiScript.id(1));
      assertThatThrownBy(over::functionArn)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("keep()");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsFactsForGoodWhereTheHandlerAskedOrAnswersLater(EngineUnderTest engine)
      throws Exception {
    BlockingQueue<Invocation> kept = new LinkedBlockingQueue<>();
    BlockingQueue<Promise<byte[]>> late = new LinkedBlockingQueue<>();
    EventHandler<byte[], byte[]> handler =
        (event, invocation) -> {
          kept.add(invocation);
          if (event[0] == 'k') {
            invocation.keep();
            return Future.succeededFuture(event);
          }
          Promise<byte[]> answer = Promise.promise();
          late.add(answer);
          return answer.future();
        };
    try (ScriptedServer server = ScriptedServer.serving(Events.api("k", "late", "k", "k"));
        Client client = Client.of(engine, server).bytesHandler(handler).start()) {
      Promise<byte[]> answer = late.poll(10, TimeUnit.SECONDS);
      // On the loop, so that the handler has returned.
      client.engine.loop().execute(() -> answer.complete(new byte[1]));
      server.awaitRequests(RuntimeCall.RESPONSE, 4, LIMIT);
      assertThat(kept)
          .extracting(invocation -> invocation.header("Lambda-Runtime-Aws-Request-Id").get())
          .containsExactly(
              RuntimeApiScript.id(1),
              RuntimeApiScript.id(2),
              RuntimeApiScript.id(3),
              RuntimeApiScript.id(4));
      assertThat(client.host.log()).isEmpty();
    }
  }
}
