package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When a line is written, and with which time. */
@Execution(ExecutionMode.CONCURRENT)
class EmfLinesTest {
  private static final long HOUR = 3_600_000;
  private static final EventHandler<String, String> ORDERS =
      (event, call) -> {
        MicrometerObserver.registry(call).counter("orders").increment();
        return Future.succeededFuture(event);
      };

  private final FakeHost host = new FakeHost();
  private final EmfOptions perInvocation =
      EmfOptions.defaults().withDimensions(Map.of("FunctionName", "orders"));
  private final EmfOptions perMinute = perInvocation.withInterval(Duration.ofMinutes(1));

  private static RuntimeApiScript api(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  private EmfRegistry registry(EmfOptions options) {
    return EmfRegistry.of(options, host);
  }

  private static double sum(List<Line> lines, String metric) {
    return lines.stream()
        .filter(line -> line.value(metric) != null)
        .mapToDouble(line -> line.json().get(metric).doubleValue())
        .sum();
  }

  @Test
  void theLineOfAnInvocationIsWrittenBeforeItsAnswerIsSent() throws Exception {
    int[] whenAnswered = {-1};
    try (ScriptedServer server = ScriptedServer.serving(api("a", "b"));
        Client client =
            Client.of(server, host)
                .text(ORDERS)
                .lines(registry(perInvocation), perInvocation)
                .observe(
                    (stage, call, ticks) -> {
                      if (stage == Stage.ANSWERED && whenAnswered[0] < 0) {
                        whenAnswered[0] = host.lines().size();
                      }
                    })
                .start()) {
      client.awaitStage(Stage.POSTED, 2);
      assertThat(whenAnswered[0]).isEqualTo(1);
      List<Line> lines = host.lines();
      assertThat(lines).hasSize(2);
      for (Line line : lines) {
        assertThat(line.value("Orders")).isEqualTo("1");
        assertThat(line.value("Invocations")).isEqualTo("1");
        assertThat(line.value("Outcome")).isEqualTo("\"success\"");
        assertThat(line.metrics())
            .contains("HandlerDuration", "DecodeDuration", "EncodeDuration", "PollDuration")
            .contains("EventSize", "ResponseSize", "DeadlineRemaining");
        assertThat(line.value("requestId")).isNotEqualTo("null").isNotNull();
      }
      assertThat(lines.get(1).metrics()).contains("PostDuration");
      assertThat(lines.get(0).value("requestId")).isNotEqualTo(lines.get(1).value("requestId"));
    }
  }

  @Test
  void noLineStraddlesAFrozenHour() throws Exception {
    RuntimeApiScript api = api("a", "b");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(server, host).text(ORDERS).lines(registry(perMinute), perMinute).start()) {
      client.awaitStage(Stage.POSTED, 2);
      client.awaitStage(Stage.POLL, 3);
      assertThat(host.lines()).isEmpty();
      host.freeze(HOUR);
      api.offer(Replies.event("c", host.now() + 60_000, Replies.text("c")));
      client.awaitStage(Stage.POSTED, 1);
    }
    List<Line> lines = host.lines();
    long frozen = host.now() - HOUR;
    assertThat(lines).hasSizeGreaterThanOrEqualTo(2);
    assertThat(lines.get(0).timestamp()).isLessThanOrEqualTo(frozen);
    assertThat(lines.get(0).value("Orders")).isEqualTo("2");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line.timestamp()).isGreaterThan(frozen));
    assertThat(sum(lines.subList(1, lines.size()), "Orders")).isEqualTo(1);
    assertThat(sum(lines, "Invocations")).isEqualTo(3);
  }

  @Test
  void aFreezeBehindTheAnswerLosesNothingAndDatesItRight() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("a"));
        Client client =
            Client.of(server, host)
                .text(ORDERS)
                .lines(registry(perMinute), perMinute)
                .observe(
                    (stage, call, ticks) -> {
                      if (stage == Stage.ANSWERED) {
                        host.freeze(HOUR);
                      }
                    })
                .start()) {
      client.awaitStage(Stage.POSTED, 1);
      List<Line> lines = host.lines();
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0).timestamp()).isLessThanOrEqualTo(host.now() - HOUR);
      assertThat(lines.get(0).value("Invocations")).isEqualTo("1");
    }
  }

  @Test
  void theEndOfTheClientLosesNothing() throws Exception {
    int[] atTheEnd = {0};
    try (ScriptedServer server = ScriptedServer.serving(api("a", "b", "c"))) {
      EmfRegistry registry = registry(perMinute);
      try (Client client =
          Client.of(server, host).text(ORDERS).lines(registry, perMinute).start()) {
        client.awaitStage(Stage.POSTED, 3);
        atTheEnd[0] = host.lines().size();
      }
      assertThat(atTheEnd[0]).isZero();
      assertThat(sum(host.lines(), "Orders")).isEqualTo(3);
      assertThat(sum(host.lines(), "Invocations")).isEqualTo(3);
      assertThat(registry.isPending()).isFalse();
    }
  }

  @Test
  void anInvocationThatRunsOutOfTimeIsWrittenBeforeAndWhenItDoes() throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(Replies.event("slow", System.currentTimeMillis() + 600, Replies.text("1")));
    Promise<String> never = Promise.promise();
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(server, host)
                .options(NextloopOptions.defaults().withExpiryNotice(Duration.ofMillis(300)))
                .text(
                    (event, call) -> {
                      MeterRegistry registry = MicrometerObserver.registry(call);
                      registry.counter("orders").increment();
                      return never.future();
                    })
                .lines(registry(perMinute), perMinute)
                .start()) {
      client.awaitStage(Stage.EXPIRING, 1);
      assertThat(sum(host.lines(), "Orders")).isEqualTo(1);
      assertThat(sum(host.lines(), "Invocations")).isZero();
      client.awaitStage(Stage.UNANSWERED, 1);
      List<Line> lines = host.lines();
      assertThat(sum(lines, "Invocations")).isEqualTo(1);
      assertThat(lines.get(lines.size() - 1).value("Outcome")).isEqualTo("\"timeout\"");
    }
  }

  @Test
  void aStreamsLineIsWrittenWhenItIsComplete() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("a"));
        Client client =
            Client.of(server, host)
                .bytes(
                    (event, call) ->
                        Future.succeededFuture(
                            new Reply.Stream(
                                "text/plain",
                                sink -> {
                                  sink.write(ByteBuffer.wrap(Replies.text("12345")));
                                  sink.end();
                                })))
                .lines(registry(perInvocation), perInvocation)
                .start()) {
      client.awaitStage(Stage.POSTED, 1);
      // A stream's sizes share their names with a response's, which stand in another line.
      assertThat(host.lines()).hasSize(2);
      assertThat(host.lines().get(0).metrics()).contains("StreamFirstByte", "Invocations");
      Line line = host.lines().get(1);
      assertThat(line.value("ResponseSize")).isEqualTo("5");
      assertThat(line.metrics()).contains("PostDuration");
      assertThat(line.value("Kind")).isEqualTo("\"stream\"");
    }
  }

  @Test
  void aLogThatFailsIsNoInvocationsConcern() throws Exception {
    EmfRegistry broken =
        EmfRegistry.of(
            perInvocation,
            host,
            line -> {
              throw new IllegalStateException("broken pipe");
            });
    try (ScriptedServer server = ScriptedServer.serving(api("a", "b"));
        Client client = Client.of(server, host).text(ORDERS).lines(broken, perInvocation).start()) {
      client.awaitStage(Stage.POSTED, 2);
      assertThat(host.log()).isEmpty();
      assertThat(broken.counter("nextloop.telemetry.dropped", "sink", "emf").count())
          .isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void withAnIntervalSeveralInvocationsShareALine() throws Exception {
    EmfOptions often = perInvocation.withInterval(Duration.ofSeconds(30));
    RuntimeApiScript api = api("a", "b", "c");
    boolean[] slow = {false};
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(server, host)
                .text(
                    (event, call) -> {
                      if (slow[0]) {
                        host.freeze(31_000);
                      }
                      return ORDERS.handle(event, call);
                    })
                .lines(registry(often), often)
                .start()) {
      client.awaitStage(Stage.POSTED, 3);
      assertThat(host.lines()).isEmpty();
      slow[0] = true;
      api.offer(Replies.event("d", host.now() + 90_000, Replies.text("d")));
      client.awaitStage(Stage.POSTED, 1);
      List<Line> lines = host.lines();
      assertThat(sum(lines, "Orders")).isEqualTo(4);
      assertThat(lines.get(lines.size() - 1).value("requestId")).isNull();
    }
  }
}
