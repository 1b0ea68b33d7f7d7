package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FunctionError;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Stage;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a registry knows of what goes wrong. */
@Execution(ExecutionMode.CONCURRENT)
class MeasuredFaultsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters(registry);
  private final MicrometerObserver observer = MicrometerObserver.of(registry);

  private static RuntimeApiScript api(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  @Test
  void countsErrorsByTheirType() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("Sold", "Gone", "Sold"));
        Client client =
            Client.of(server)
                .text(
                    (event, call) ->
                        Future.failedFuture(new FunctionError("Function." + event, "no")))
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, 3);
      assertThat(meters.count("errors", "type", "Function.Sold")).isEqualTo(2);
      assertThat(meters.count("errors", "type", "Function.Gone")).isEqualTo(1);
      assertThat(meters.count("invocations", "outcome", "error")).isEqualTo(3);
      assertThat(meters.timer("handler.duration", "outcome", "error").count()).isEqualTo(3);
      assertThat(meters.timer("post.duration", "kind", "error").count()).isEqualTo(3);
      assertThat(meters.summary("response.size", "kind", "error").totalAmount()).isPositive();
    }
  }

  @Test
  void anEventThatCannotBeReadIsNoTimeOfTheHandler() throws Exception {
    RuntimeApiScript api =
        api().offer(Replies.event("a", 0, new byte[] {(byte) 0xff, (byte) 0xfe}));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(server)
                .text((event, call) -> Future.succeededFuture(event))
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, 1);
      assertThat(meters.count("errors", "type", "Runtime.UnmarshalError")).isEqualTo(1);
      assertThat(meters.timer("handler.duration", "outcome", "error").count()).isZero();
      assertThat(meters.timer("decode.duration").count()).isZero();
    }
  }

  @Test
  void tenThousandTypesOfErrorsAreTwentyAndTheOthers() throws Exception {
    int many = 10_000;
    RuntimeApiScript api = api();
    for (int i = 0; i < many; i++) {
      api.offer(Replies.event("r" + i, 0, Replies.text("Type" + i)));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(server)
                .text((event, call) -> Future.failedFuture(new FunctionError(event, "no")))
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, many);
      assertThat(registry.find("nextloop.errors").counters()).hasSize(21);
      assertThat(registry.find("nextloop.errors").counters().stream().mapToDouble(Counter::count))
          .satisfies(
              counts -> assertThat(counts.stream().mapToDouble(c -> c).sum()).isEqualTo(many));
      assertThat(meters.count("errors", "type", "other")).isEqualTo(many - 20);
      assertThat(registry.getMeters()).hasSizeLessThan(60);
    }
  }

  @Test
  void anAnswerInPlaceOfTheHandlersIsATimeout() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.serving(
                RuntimeApiScript.serving(System.currentTimeMillis() + 500, "1"));
        Client client =
            Client.of(server)
                .options(NextloopOptions.defaults().withDeadlineMargin(Duration.ofMillis(100)))
                .text((event, call) -> Promise.<String>promise().future())
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, 1);
      assertThat(meters.count("invocations", "outcome", "timeout")).isEqualTo(1);
      assertThat(meters.count("errors", "type", "Runtime.HandlerTimeout")).isEqualTo(1);
      assertThat(meters.timer("handler.duration", "outcome", "timeout").count()).isEqualTo(1);
      assertThat(meters.gauge("invocations.inflight")).isZero();
    }
  }

  @Test
  void anInvocationThatNobodyAnswersIsATimeoutAndItsResultLate() throws Exception {
    Promise<String> result = Promise.promise();
    RuntimeApiScript api =
        api().offer(Replies.event("a", System.currentTimeMillis() + 300, Replies.text("1")));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(server).text((event, call) -> result.future()).observe(observer).start()) {
      client.awaitStage(Stage.UNANSWERED, 1);
      assertThat(meters.count("invocations", "outcome", "timeout")).isEqualTo(1);
      assertThat(meters.timer("handler.duration", "outcome", "timeout").max(TimeUnit.MILLISECONDS))
          .isPositive();
      assertThat(meters.gauge("invocations.inflight")).isZero();
      result.complete("late");
      client.awaitStage(Stage.LATE, 1);
      assertThat(meters.count("results.late")).isEqualTo(1);
      assertThat(meters.count("invocations", "outcome", "timeout")).isEqualTo(1);
    }
  }

  @Test
  void countsWhatIsTriedAgainRefusedAndReplaced() throws Exception {
    RuntimeApiScript api =
        api("1", "2", "3")
            .onCall(RuntimeCall.NEXT, 1, Script.script().send(Replies.error(503, "Busy", "later")))
            .onCall(RuntimeCall.RESPONSE, 1, Script.script().close())
            .onCall(RuntimeCall.RESPONSE, 3, Script.script().send(Replies.error(413, "Big", "no")));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(server)
                .text((event, call) -> Future.succeededFuture(event))
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, 3);
      assertThat(meters.count("poll.retries")).isEqualTo(1);
      assertThat(meters.count("post.retries")).isEqualTo(1);
      assertThat(meters.count("post.failures")).isEqualTo(1);
    }
  }

  @Test
  void countsADeadConnectionThatWasReplaced() throws Exception {
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.NEXT, 2, Script.script().close());
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(server)
                .text((event, call) -> Future.succeededFuture(event))
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, 2);
      assertThat(meters.count("connections.replaced")).isEqualTo(1);
      assertThat(meters.count("poll.retries")).isZero();
    }
  }

  @Test
  void leavesOutTheTimeOfAPostThatTheProcessWasFrozenIn() throws Exception {
    FakeHost host = new FakeHost();
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(server, host)
                .text((event, call) -> Future.succeededFuture(event))
                .observe(
                    (stage, call, ticks) -> {
                      if (stage == Stage.ANSWERED) {
                        host.freeze(3_600_000);
                      }
                    })
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, 1);
      assertThat(meters.timer("post.duration", "kind", "response").count()).isZero();
      assertThat(meters.count("invocations", "outcome", "success")).isEqualTo(1);
    }
  }
}
