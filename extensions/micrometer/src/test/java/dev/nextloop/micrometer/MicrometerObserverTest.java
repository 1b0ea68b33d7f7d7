package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a registry knows of a client. */
@Execution(ExecutionMode.CONCURRENT)
class MicrometerObserverTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters(registry);
  private final MicrometerObserver observer = MicrometerObserver.of(registry);

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
      assertThat(meters.count("invocations", "outcome", "success")).isEqualTo(2);
      assertThat(meters.summary("event.size").totalAmount()).isEqualTo(9);
      assertThat(meters.summary("response.size", "kind", "response").totalAmount()).isEqualTo(18);
      assertThat(meters.summary("event.size").getId().getBaseUnit()).isEqualTo("bytes");
      for (String step : new String[] {"poll", "decode", "encode"}) {
        assertThat(meters.timer(step + ".duration").count()).as(step).isEqualTo(2);
        assertThat(meters.timer(step + ".duration").totalTime(TimeUnit.NANOSECONDS)).isPositive();
      }
      assertThat(meters.timer("handler.duration", "outcome", "success").count()).isEqualTo(2);
      assertThat(meters.timer("post.duration", "kind", "response").count()).isEqualTo(2);
      assertThat(meters.timer("deadline.remaining").max(TimeUnit.SECONDS)).isBetween(30.0, 60.0);
      assertThat(meters.gauge("invocations.inflight")).isZero();
      assertThat(client.host.log()).isEmpty();
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
      assertThat(meters.summary("response.size", "kind", "stream").totalAmount()).isEqualTo(5);
      assertThat(meters.timer("stream.first.byte").count()).isEqualTo(1);
      assertThat(meters.timer("post.duration", "kind", "stream").count()).isEqualTo(1);
      assertThat(meters.count("invocations", "outcome", "success")).isEqualTo(1);
      assertThat(meters.timer("decode.duration").count()).isZero();
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
      assertThat(meters.gauge("invocations.inflight")).isEqualTo(2);
      assertThat(meters.gauge("concurrency.limit")).isEqualTo(3);
      result.complete("done");
      client.awaitStage(Stage.POSTED, 2);
      assertThat(meters.gauge("invocations.inflight")).isZero();
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
      assertThat(meters.count("coldstart")).isEqualTo(1);
      assertThat(meters.timer("init.duration").count()).isEqualTo(1);
      assertThat(meters.timer("init.duration").totalTime(TimeUnit.SECONDS))
          .isBetween(0.01, 3_600.0);
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
