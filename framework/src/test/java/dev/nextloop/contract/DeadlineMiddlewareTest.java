package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The middleware {@code deadline(margin)}, with the lane's own margin at zero. */
@Execution(ExecutionMode.CONCURRENT)
class DeadlineMiddlewareTest {
  private static final long TIMEOUT_MILLIS = 2_000;
  private static final Middleware<Body, Reply> EARLY =
      Middleware.deadline(Duration.ofMillis(1_800));

  /** The event 1 with a deadline that counts from the first poll on, then the event 2. */
  private static RuntimeApiScript slowThenNext(byte[] slow) {
    Script first =
        Script.script()
            .reply(
                poll ->
                    Replies.event(
                        RuntimeApiScript.id(1), System.currentTimeMillis() + TIMEOUT_MILLIS, slow));
    return api().onCall(RuntimeCall.NEXT, 1, first).offer(event(2, "next"));
  }

  private static RuntimeApiScript slowThenNext() {
    return slowThenNext(new byte[1]);
  }

  private static EventHandler<Body, Reply> leaving(Future<Reply> late) {
    return (event, call) ->
        call.requestId().equals(RuntimeApiScript.id(1)) ? late : Client.ECHO.handle(event, call);
  }

  private static Reply text(String text) {
    return Reply.json(ByteBuffer.wrap(Replies.text(text)));
  }

  // F82
  @ParameterizedTest
  @EnumSource
  void answersWithOneErrorThatNamesTheTimeBeforeTheDeadline(EngineUnderTest engine)
      throws Exception {
    Promise<Reply> late = Promise.promise();
    List<Stage> stages = new CopyOnWriteArrayList<>();
    RuntimeApiScript api = slowThenNext();
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .with(EARLY)
                .handler(leaving(late.future()))
                .observe((stage, call, ticks) -> stages.add(stage))
                .start()) {
      RecordedRequest error = Events.error(server);
      assertThat(error.header("Lambda-Runtime-Function-Error-Type"))
          .isEqualTo("Runtime.HandlerTimeout");
      assertThat(error.text()).containsPattern("cancelled \\d+ ms before its deadline, 20");
      assertThat(responses(server, 1)).containsExactly("next");
      late.complete(text("late"));
      api.offer(event(3, "after"));
      assertThat(responses(server, 2)).containsExactly("next", "after");
      assertThat(server.requests(RuntimeCall.ERROR)).hasSize(1);
      assertThat(stages).containsOnlyOnce(Stage.EXPIRED);
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsTheHandlerAnswerWithinTheSignal(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(slowThenNext());
        Client client =
            Client.of(engine, server)
                .with(EARLY)
                .handler(
                    (event, call) ->
                        call.requestId().equals(RuntimeApiScript.id(1))
                            ? call.cancelled().map(text("partial"))
                            : Client.ECHO.handle(event, call))
                .start()) {
      assertThat(responses(server, 2)).containsExactly("partial", "next");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
    }
  }

  private static Future<Reply> handle(EventHandler<Body, Reply> next, Body event, Invocation call) {
    try {
      return next.handle(event, call);
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReachedLateAndStillAnswersInTime(EngineUnderTest engine) throws Exception {
    // On another thread, and after the lane has begun to watch for the deadline itself.
    Executor later = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
    Middleware<Body, Reply> slow =
        next ->
            (event, call) ->
                Future.fromCompletionStage(CompletableFuture.runAsync(() -> {}, later))
                    .compose(done -> handle(next, event, call));
    try (ScriptedServer server = ScriptedServer.serving(slowThenNext());
        Client client =
            Client.of(engine, server)
                .with(slow)
                .with(EARLY)
                .handler(leaving(Promise.<Reply>promise().future()))
                .start()) {
      assertThat(Events.error(server).text())
          .containsPattern("cancelled 1\\d\\d\\d ms before its deadline");
      assertThat(responses(server, 1)).containsExactly("next");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsWhatStandsAroundItTurnTheFailureIntoAResult(EngineUnderTest engine) throws Exception {
    Middleware<Body, Reply> apologising =
        next ->
            (event, call) ->
                next.handle(event, call)
                    .recover(e -> Future.succeededFuture(text(((FunctionError) e).type())));
    try (ScriptedServer server = ScriptedServer.serving(slowThenNext());
        Client client =
            Client.of(engine, server)
                .with(apologising)
                .with(EARLY)
                .handler(leaving(Promise.<Reply>promise().future()))
                .start()) {
      assertThat(responses(server, 2)).containsExactly("Runtime.HandlerTimeout", "next");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
    }
  }

  // F82: the handler still reads the event that was answered for it
  @ParameterizedTest
  @EnumSource
  void leavesTheEventToTheLateHandler(EngineUnderTest engine) throws Exception {
    CompletableFuture<ByteBuffer> kept = new CompletableFuture<>();
    byte[] first = Replies.text("first".repeat(2_000));
    RuntimeApiScript api = slowThenNext(first);
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .with(EARLY)
                .handler(
                    (event, call) -> {
                      kept.complete(((Body.Whole) event).bytes());
                      return leaving(Promise.<Reply>promise().future()).handle(event, call);
                    })
                .start()) {
      ByteBuffer event = kept.get(20, TimeUnit.SECONDS);
      for (int i = 0; i < 20; i++) {
        api.offer(event(3 + i, "x".repeat(5_000)));
      }
      server.awaitRequests(RuntimeCall.RESPONSE, 21, LIMIT);
      byte[] now = new byte[event.remaining()];
      event.duplicate().get(now);
      assertThat(now).isEqualTo(first);
    }
  }

  @Test
  void refusesAMarginThatMakesNoSense() {
    assertThatThrownBy(() -> Middleware.deadline(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("margin is PT0S; it must be 1 ms to 900000 ms");
  }
}
