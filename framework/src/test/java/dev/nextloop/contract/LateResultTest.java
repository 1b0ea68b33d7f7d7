package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results that come after the deadline. */
@Execution(ExecutionMode.CONCURRENT)
class LateResultTest {
  private static final Duration MARGIN = Duration.ofMillis(100);

  /** Echoes, but leaves the first event to the test. */
  private static EventHandler<Body, Reply> leaving(Promise<Reply> late) {
    return (event, call) ->
        call.requestId().equals(RuntimeApiScript.id(1))
            ? late.future()
            : Client.ECHO.handle(event, call);
  }

  /** The event 1 as the answer of the first poll, with a deadline that counts from then on. */
  private static RuntimeApiScript slow(byte[] body) {
    Script first =
        Script.script()
            .reply(
                poll ->
                    Replies.event(RuntimeApiScript.id(1), System.currentTimeMillis() + 400, body));
    return api().onCall(RuntimeCall.NEXT, 1, first);
  }

  // F82, without margin: the platform answers in our place
  @ParameterizedTest
  @EnumSource
  void postsNothingAndServesTheNextEventWhenTheDeadlinePasses(EngineUnderTest engine)
      throws Exception {
    Promise<Reply> late = Promise.promise();
    List<Stage> stages = new CopyOnWriteArrayList<>();
    CountDownLatch dropped = new CountDownLatch(1);
    RuntimeApiScript api = slow(new byte[1]).offer(event(2, "next"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .handler(leaving(late))
                .observe(
                    (stage, call, ticks) -> {
                      stages.add(stage);
                      if (stage == Stage.LATE) {
                        dropped.countDown();
                      }
                    })
                .start()) {
      assertThat(responses(server, 1)).containsExactly("next");
      late.complete(Reply.json(ByteBuffer.allocate(1)));
      api.offer(event(3, "after"));
      assertThat(responses(server, 2)).containsExactly("next", "after");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
      // The socket may be looked at before the task that brings the late result.
      assertThat(dropped.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(stages).containsOnlyOnce(Stage.EXPIRED, Stage.LATE);
      assertThat(client.host.log()).singleElement().asString().contains("deadline");
    }
  }

  // F82, with margin
  @ParameterizedTest
  @EnumSource
  void postsOneErrorBeforeTheDeadlineWhenThereIsAMargin(EngineUnderTest engine) throws Exception {
    Promise<Reply> late = Promise.promise();
    RuntimeApiScript api = slow(new byte[1]).offer(event(2, "next"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.of(engine, server).margin(MARGIN).handler(leaving(late)).start()) {
      assertThat(responses(server, 1)).containsExactly("next");
      late.fail("too late");
      api.offer(event(3, "after"));
      assertThat(responses(server, 2)).containsExactly("next", "after");
      RecordedRequest error = server.requests(RuntimeCall.ERROR).get(0);
      assertThat(error.header("Lambda-Runtime-Function-Error-Type"))
          .isEqualTo("Runtime.HandlerTimeout");
      assertThat(server.requests(RuntimeCall.ERROR)).hasSize(1);
    }
  }

  // F82: a handler that answers within the signal itself
  @ParameterizedTest
  @EnumSource
  void takesTheAnswerThatAHandlerGivesWhenItIsCancelled(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = slow(new byte[1]).offer(event(2, "next"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .margin(MARGIN)
                .bytesHandler(
                    (event, call) ->
                        call.requestId().equals(RuntimeApiScript.id(1))
                            ? call.cancelled().map(Replies.text("partial"))
                            : Future.succeededFuture(event))
                .start()) {
      assertThat(responses(server, 2)).contains("next");
      List<String> answers = Events.texts(server.requests(RuntimeCall.RESPONSE));
      assertThat(answers).containsExactly("partial", "next");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
    }
  }

  // F82: the memory of an event that was given up is not used again
  @ParameterizedTest
  @EnumSource
  void leavesItsEventToALateHandlerWhileAThousandMoreArrive(EngineUnderTest engine)
      throws Exception {
    for (Duration margin : List.of(Duration.ZERO, MARGIN)) {
      byte[] first = new byte[50_000];
      new Random(3).nextBytes(first);
      CompletableFuture<ByteBuffer> kept = new CompletableFuture<>();
      RuntimeApiScript api = slow(first);
      try (ScriptedServer server = ScriptedServer.serving(api);
          Client client =
              Client.of(engine, server)
                  .margin(margin)
                  .handler(
                      (event, call) -> {
                        if (!call.requestId().equals(RuntimeApiScript.id(1))) {
                          return Client.ECHO.handle(event, call);
                        }
                        kept.complete(((Body.Whole) event).bytes());
                        return Promise.<Reply>promise().future();
                      })
                  .start()) {
        ByteBuffer event = kept.get(20, TimeUnit.SECONDS);
        for (int i = 0; i < 1_000; i++) {
          api.offer(event(2 + i, "x".repeat(1_000 + i % 7 * 10_000)));
        }
        for (int responses : new int[] {1, 300, 1_000}) {
          server.awaitRequests(RuntimeCall.RESPONSE, responses, LIMIT);
          assertThat(checksum(event.duplicate())).isEqualTo(checksum(ByteBuffer.wrap(first)));
        }
      }
    }
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
