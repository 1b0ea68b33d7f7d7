package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FunctionError;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a registry knows of a client. */
@Execution(ExecutionMode.CONCURRENT)
class MicrometerObserverTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerObserver observer = MicrometerObserver.of(registry);

  private RequiredSearch meter(String name, String... tags) {
    return registry.get("nextloop." + name).tags(tags);
  }

  private double count(String name, String... tags) {
    return meter(name, tags).counter().count();
  }

  private Timer timer(String name, String... tags) {
    return meter(name, tags).timer();
  }

  private DistributionSummary summary(String name, String... tags) {
    return meter(name, tags).summary();
  }

  private double gauge(String name) {
    return meter(name).gauge().value();
  }

  private static RuntimeApiScript api(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  @Test
  void knowsOfAResultHowLongEachStepTookAndHowManyBytesItHad() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("four", "fives"));
        Client client =
            Client.of(server)
                .text((event, call) -> Future.succeededFuture(event + event))
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, 2);
      assertThat(count("invocations", "outcome", "success")).isEqualTo(2);
      assertThat(summary("event.size").totalAmount()).isEqualTo(9);
      assertThat(summary("response.size", "kind", "response").totalAmount()).isEqualTo(18);
      assertThat(summary("event.size").getId().getBaseUnit()).isEqualTo("bytes");
      for (String step : new String[] {"poll", "decode", "encode"}) {
        assertThat(timer(step + ".duration").count()).as(step).isEqualTo(2);
        assertThat(timer(step + ".duration").totalTime(TimeUnit.NANOSECONDS)).isPositive();
      }
      assertThat(timer("handler.duration", "outcome", "success").count()).isEqualTo(2);
      assertThat(timer("post.duration", "kind", "response").count()).isEqualTo(2);
      assertThat(timer("deadline.remaining").max(TimeUnit.SECONDS)).isBetween(30.0, 60.0);
      assertThat(gauge("invocations.inflight")).isZero();
      assertThat(client.host.log()).isEmpty();
    }
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
      assertThat(count("errors", "type", "Function.Sold")).isEqualTo(2);
      assertThat(count("errors", "type", "Function.Gone")).isEqualTo(1);
      assertThat(count("invocations", "outcome", "error")).isEqualTo(3);
      assertThat(timer("handler.duration", "outcome", "error").count()).isEqualTo(3);
      assertThat(timer("post.duration", "kind", "error").count()).isEqualTo(3);
      assertThat(summary("response.size", "kind", "error").totalAmount()).isPositive();
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
      assertThat(count("errors", "type", "Runtime.UnmarshalError")).isEqualTo(1);
      assertThat(timer("handler.duration", "outcome", "error").count()).isZero();
      assertThat(timer("decode.duration").count()).isZero();
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
      assertThat(count("errors", "type", "other")).isEqualTo(many - 20);
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
      assertThat(count("invocations", "outcome", "timeout")).isEqualTo(1);
      assertThat(count("errors", "type", "Runtime.HandlerTimeout")).isEqualTo(1);
      assertThat(timer("handler.duration", "outcome", "timeout").count()).isEqualTo(1);
      assertThat(gauge("invocations.inflight")).isZero();
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
      assertThat(count("invocations", "outcome", "timeout")).isEqualTo(1);
      assertThat(timer("handler.duration", "outcome", "timeout").max(TimeUnit.MILLISECONDS))
          .isPositive();
      assertThat(gauge("invocations.inflight")).isZero();
      result.complete("late");
      client.awaitStage(Stage.LATE, 1);
      assertThat(count("results.late")).isEqualTo(1);
      assertThat(count("invocations", "outcome", "timeout")).isEqualTo(1);
    }
  }

  @Test
  void aStreamCountsWhenItIsComplete() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(server)
                .bytes(
                    (event, call) ->
                        Future.succeededFuture(
                            new Reply.Stream(
                                "text/plain",
                                sink -> {
                                  sink.write(ByteBuffer.wrap(Replies.text("12")));
                                  sink.write(ByteBuffer.wrap(Replies.text("345")));
                                  sink.end();
                                })))
                .observe(observer)
                .start()) {
      client.awaitStage(Stage.POSTED, 1);
      assertThat(summary("response.size", "kind", "stream").totalAmount()).isEqualTo(5);
      assertThat(timer("stream.first.byte").count()).isEqualTo(1);
      assertThat(timer("post.duration", "kind", "stream").count()).isEqualTo(1);
      assertThat(count("invocations", "outcome", "success")).isEqualTo(1);
      assertThat(timer("decode.duration").count()).isZero();
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
      assertThat(count("poll.retries")).isEqualTo(1);
      assertThat(count("post.retries")).isEqualTo(1);
      assertThat(count("post.failures")).isEqualTo(1);
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
      assertThat(count("connections.replaced")).isEqualTo(1);
      assertThat(count("poll.retries")).isZero();
    }
  }

  @Test
  void knowsHowManyAreInHandAndHowManyMayBe() throws Exception {
    Promise<String> result = Promise.promise();
    MicrometerObserver ofThree =
        MicrometerObserver.of(registry, MicrometerOptions.defaults().withLanes(3));
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(server)
                .options(NextloopOptions.defaults().withLanes(3).withLoops(3).withConcurrent(true))
                .text((event, call) -> result.future())
                .observe(ofThree)
                .start()) {
      client.awaitStage(Stage.DECODED, 2);
      assertThat(gauge("invocations.inflight")).isEqualTo(2);
      assertThat(gauge("concurrency.limit")).isEqualTo(3);
      result.complete("done");
      client.awaitStage(Stage.POSTED, 2);
      assertThat(gauge("invocations.inflight")).isZero();
    }
  }

  @Test
  void countsOneColdStartAndTheTimeSinceTheProcessBegan() throws Exception {
    FakeHost host = new FakeHost();
    MicrometerObserver fresh =
        MicrometerObserver.of(registry, MicrometerOptions.defaults().withInitOf(host));
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(server, host)
                .text((event, call) -> Future.succeededFuture(event))
                .observe(fresh)
                .start()) {
      client.awaitStage(Stage.POSTED, 2);
      assertThat(count("coldstart")).isEqualTo(1);
      assertThat(timer("init.duration").count()).isEqualTo(1);
      assertThat(timer("init.duration").totalTime(TimeUnit.SECONDS)).isBetween(0.01, 3_600.0);
    }
  }

  @Test
  void aRestoredCopyIsNoColdStart() {
    observer.at(Stage.RESTORED, null, 1);
    observer.bind();
    assertThat(registry.find("nextloop.coldstart").counter()).isNull();
    assertThat(registry.find("nextloop.init.duration").timer()).isNull();
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
      assertThat(timer("post.duration", "kind", "response").count()).isZero();
      assertThat(count("invocations", "outcome", "success")).isEqualTo(1);
    }
  }

  @Test
  void namesUnitsAndTagsAreMicrometersConvention() {
    observer.bind();
    for (Meter meter : registry.getMeters()) {
      assertThat(meter.getId().getName()).matches("nextloop(\\.[a-z]+)+");
      assertThat(meter.getId().getDescription()).isNotBlank();
      meter
          .getId()
          .getTags()
          .forEach(
              tag -> {
                assertThat(tag.getKey()).matches("[a-z]+");
                assertThat(tag.getValue()).matches("[a-z]+");
              });
    }
  }

  @Test
  void refusesOptionsOutOfRangeByTheirName() {
    assertThatThrownBy(() -> MicrometerOptions.defaults().withLanes(1_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lanes is 1001; it must be 0 to 1000");
    assertThatThrownBy(() -> MicrometerOptions.defaults().withErrorTypes(0))
        .hasMessage("errorTypes is 0; it must be 1 to 1000");
    assertThatThrownBy(() -> MicrometerObserver.of(null)).hasMessageContaining("registry");
  }
}
