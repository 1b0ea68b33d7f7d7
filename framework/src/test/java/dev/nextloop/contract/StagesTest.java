package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Answered;
import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Observer;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.spi.Body;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What observers hear, in which order, and what they may know of an invocation by then. */
@Execution(ExecutionMode.CONCURRENT)
class StagesTest {
  private static final List<Stage> OF_A_RESULT =
      List.of(
          Stage.POLLED, Stage.DECODED, Stage.HANDLED, Stage.ENCODED, Stage.ANSWERED, Stage.POSTED);

  /** Notes stages and ticks of the first invocation, and what is known of its answer. */
  private static final class Noted implements Observer {
    final List<Stage> stages = new CopyOnWriteArrayList<>();
    final List<Long> ticks = new CopyOnWriteArrayList<>();
    final List<String> facts = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private Invocation first;

    @Override
    public void at(Stage stage, Invocation invocation, long at) {
      if (invocation == null || (first != null && invocation != first)) {
        return;
      }
      first = invocation;
      stages.add(stage);
      ticks.add(at);
      Answered answered = invocation.answered();
      if (stage == Stage.POLLED) {
        facts.add("event " + invocation.eventBytes() + ", " + answered);
      } else if (stage == Stage.ANSWERED || stage == Stage.POSTED) {
        facts.add(
            answered.errorType()
                + " "
                + answered.bytes()
                + (answered.isStreamed() ? " streamed " : " ")
                + answered.status());
      }
      if (stage == Stage.POSTED) {
        over.countDown();
      }
    }

    void await() throws InterruptedException {
      assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void comeInTheOrderOfOneInvocationWithRisingTicks(EngineUnderTest engine) throws Exception {
    Noted noted = new Noted();
    try (ScriptedServer server = ScriptedServer.serving(api("abc"));
        Client client = Client.of(engine, server).observe(noted).start()) {
      noted.await();
      assertThat(noted.stages).isEqualTo(OF_A_RESULT);
      assertThat(noted.ticks).isSorted();
      assertThat(noted.facts).containsExactly("event 3, null", "null 3 0", "null 3 202");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areTheSameWhereTheResultComesOnAnotherThread(EngineUnderTest engine) throws Exception {
    Noted noted = new Noted();
    EventHandler<byte[], byte[]> elsewhere =
        (event, call) -> {
          Promise<byte[]> result = Promise.promise();
          ForkJoinPool.commonPool().execute(() -> result.complete(event));
          return result.future();
        };
    try (ScriptedServer server = ScriptedServer.serving(api("abc"));
        Client client = Client.of(engine, server).bytesHandler(elsewhere).observe(noted).start()) {
      noted.await();
      assertThat(noted.stages).isEqualTo(OF_A_RESULT);
      assertThat(noted.ticks).isSorted();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellAnErrorsType(EngineUnderTest engine) throws Exception {
    Noted noted = new Noted();
    EventHandler<byte[], byte[]> failing =
        (event, call) -> Future.failedFuture(new FunctionError("Function.Sold", "all gone"));
    try (ScriptedServer server = ScriptedServer.serving(api("abc"));
        Client client = Client.of(engine, server).bytesHandler(failing).observe(noted).start()) {
      noted.await();
      assertThat(noted.stages)
          .containsExactly(
              Stage.POLLED, Stage.DECODED, Stage.HANDLED, Stage.ANSWERED, Stage.POSTED);
      assertThat(noted.facts.get(2)).startsWith("Function.Sold ").endsWith(" 202");
    }
  }

  @ParameterizedTest
  @EnumSource
  void countAStreamsBytesFromTheFirstToTheLast(EngineUnderTest engine) throws Exception {
    Noted noted = new Noted();
    EventHandler<Body, Reply> streaming =
        (event, call) ->
            Future.succeededFuture(
                new Reply.Stream(
                    "text/plain",
                    sink -> {
                      sink.write(ByteBuffer.wrap(Replies.text("12")));
                      sink.write(ByteBuffer.wrap(Replies.text("345")));
                      sink.end();
                    }));
    try (ScriptedServer server = ScriptedServer.serving(api("abc"));
        Client client = Client.of(engine, server).handler(streaming).observe(noted).start()) {
      noted.await();
      assertThat(responses(server, 1)).containsExactly("12345");
      assertThat(noted.stages)
          .containsExactly(
              Stage.POLLED, Stage.HANDLED, Stage.ANSWERED, Stage.FIRST_BYTE, Stage.POSTED);
      assertThat(noted.facts)
          .containsExactly("event 3, null", "null 0 streamed 0", "null 5 streamed 202");
    }
  }

  @ParameterizedTest
  @EnumSource
  void announceADeadlineThatIsNearOnceWhileTheHandlerRuns(EngineUnderTest engine) throws Exception {
    Noted noted = new Noted();
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 700, "1");
    CountDownLatch near = new CountDownLatch(1);
    Promise<byte[]> result = Promise.promise();
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withExpiryNotice(Duration.ofMillis(500)))
                .bytesHandler((event, call) -> result.future())
                .observe(noted)
                .observe(
                    (stage, call, ticks) -> {
                      if (stage == Stage.EXPIRING) {
                        near.countDown();
                      }
                    })
                .start()) {
      assertThat(near.await(20, TimeUnit.SECONDS)).isTrue();
      result.complete(new byte[] {'1'});
      noted.await();
      assertThat(noted.stages).containsOnlyOnce(Stage.EXPIRING).doesNotContain(Stage.EXPIRED);
      assertThat(responses(server, 1)).containsExactly("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellThatThePlatformAnswersWhereNobodyElseDoes(EngineUnderTest engine) throws Exception {
    List<Stage> stages = new CopyOnWriteArrayList<>();
    CountDownLatch left = new CountDownLatch(1);
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(Replies.event("a", System.currentTimeMillis() + 300, Replies.text("1")));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .bytesHandler((event, call) -> Promise.<byte[]>promise().future())
                .observe(
                    (stage, call, ticks) -> {
                      if (call != null) {
                        stages.add(stage);
                      }
                      if (stage == Stage.UNANSWERED) {
                        left.countDown();
                      }
                    })
                .start()) {
      assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(stages)
          .containsExactly(
              Stage.POLLED, Stage.DECODED, Stage.EXPIRING, Stage.EXPIRED, Stage.UNANSWERED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellAnEventWhenItsPollWasSent(EngineUnderTest engine) throws Exception {
    List<Long> polls = new CopyOnWriteArrayList<>();
    List<Long> told = new CopyOnWriteArrayList<>();
    CountDownLatch both = new CountDownLatch(2);
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server)
                .observe(
                    (stage, call, ticks) -> {
                      if (stage == Stage.POLL) {
                        polls.add(ticks);
                      } else if (stage == Stage.POLLED) {
                        told.add(call.pollTicks());
                        both.countDown();
                      }
                    })
                .start()) {
      assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(told).isEqualTo(polls.subList(0, 2));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "DIRECT_IN_TURN", "SOCKET"})
  void tellThatADeadConnectionWasReplaced(EngineUnderTest engine) throws Exception {
    List<Stage> stages = new CopyOnWriteArrayList<>();
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.NEXT, 2, Script.script().close());
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server).observe((stage, call, ticks) -> stages.add(stage)).start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      assertThat(stages).containsOnlyOnce(Stage.RECONNECTED).doesNotContain(Stage.RETRIED);
    }
  }
}
