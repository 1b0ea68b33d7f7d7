package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A stand-alone function with {@code NEXTLOOP_SETUP=dev.nextloop.micrometer.EmfSetup}. */
@Execution(ExecutionMode.CONCURRENT)
class EmfSetupTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String ORDERS = Functions.Orders.class.getName();
  private static final Map<String, String> PER_MINUTE = Map.of("NEXTLOOP_EMF_INTERVAL_MS", "60000");

  @TempDir Path folder;

  private static RuntimeApiScript api(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  private static double sum(List<Line> lines, String metric) {
    return lines.stream()
        .filter(line -> line.value(metric) != null)
        .mapToDouble(line -> line.json().get(metric).doubleValue())
        .sum();
  }

  private static void awaitResponses(ScriptedServer server, int count) {
    server.awaitRequests(RuntimeCall.RESPONSE, count, LIMIT);
  }

  @Test
  void whatWasAnsweredIsInTheLogEvenIfTheSandboxIsKilledThen() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("a", "b"));
        FunctionProcess function = FunctionProcess.start(ORDERS, server, folder, Map.of())) {
      awaitResponses(server, 2);
      function.kill();
      List<Line> lines = function.lines();
      assertThat(sum(lines, "OrdersPlaced")).isEqualTo(2);
      assertThat(sum(lines, "Invocations")).isEqualTo(2);
      assertThat(sum(lines, "Coldstart")).isEqualTo(1);
      assertThat(sum(lines, "InitDuration")).isBetween(20.0, 60_000.0);
      assertThat(lines)
          .allSatisfy(
              line -> {
                assertThat(line.value("FunctionName")).isEqualTo("\"orders\"");
                assertThat(line.metrics()).doesNotContain("InvocationsInflight");
              });
    }
  }

  @Test
  void theEndOfTheProcessLosesNothing() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("a", "b", "c"));
        FunctionProcess function =
            FunctionProcess.start(
                Functions.OrdersAfterMain.class.getName(), server, folder, PER_MINUTE)) {
      awaitResponses(server, 3);
      server.awaitRequests(RuntimeCall.NEXT, 4, LIMIT);
      assertThat(function.term()).isZero();
      assertThat(sum(function.lines(), "OrdersPlaced")).isEqualTo(3);
      assertThat(sum(function.lines(), "Invocations")).isEqualTo(3);
    }
  }

  @Test
  void aProcessThatIsStoppedWritesWhatWasBeforeWithItsTime() throws Exception {
    RuntimeApiScript api = api("a");
    AtomicLong frozen = new AtomicLong();
    try (ScriptedServer server = ScriptedServer.serving(api);
        FunctionProcess function = FunctionProcess.start(ORDERS, server, folder, PER_MINUTE)) {
      awaitResponses(server, 1);
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      frozen.set(System.currentTimeMillis());
      function.freeze(
          1_500,
          () ->
              api.offer(
                  Replies.event("b", System.currentTimeMillis() + 60_000, Replies.text("b"))));
      awaitResponses(server, 2);
      assertThat(function.term()).isZero();
      List<Line> lines = function.lines();
      assertThat(sum(lines, "OrdersPlaced")).isEqualTo(2);
      List<Line> before =
          lines.stream().filter(line -> line.timestamp() < frozen.get() + 1_000).toList();
      assertThat(sum(before, "OrdersPlaced")).isEqualTo(1);
      assertThat(sum(before, "Invocations")).isEqualTo(1);
    }
  }

  @Test
  void aDeadlineThatPassesIsInTheLogBeforeThePlatformActs() throws Exception {
    Script slow =
        Script.script()
            .reply(
                poll ->
                    Replies.event("slow", System.currentTimeMillis() + 400, Replies.text("slow")));
    RuntimeApiScript api = api("fast").onCall(RuntimeCall.NEXT, 2, slow);
    try (ScriptedServer server = ScriptedServer.serving(api);
        FunctionProcess function =
            FunctionProcess.start(Functions.Silent.class.getName(), server, folder, PER_MINUTE)) {
      // The lane goes on when the time is over: all is written by then.
      server.awaitRequests(RuntimeCall.NEXT, 3, LIMIT);
      function.kill();
      List<Line> lines = Line.among(function.log().lines().toList());
      assertThat(lines).anySatisfy(line -> assertThat(line.value("Outcome")).contains("timeout"));
      assertThat(sum(lines, "Invocations")).isEqualTo(2);
    }
  }

  @Test
  void sixteenAtOnceShareLinesThatATimerWrites() throws Exception {
    String[] events = new String[200];
    Arrays.fill(events, "e");
    Map<String, String> variables =
        Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "16", "NEXTLOOP_EMF_INTERVAL_MS", "150");
    try (ScriptedServer server = ScriptedServer.serving(api(events));
        FunctionProcess function = FunctionProcess.start(ORDERS, server, folder, variables)) {
      awaitResponses(server, 200);
      server.awaitRequests(RuntimeCall.NEXT, 216, LIMIT);
      // All of them are in the log before anybody asks for a last line.
      Instant limit = Instant.now().plus(LIMIT);
      List<Line> lines = List.of();
      while (sum(lines, "OrdersPlaced") < 200 && Instant.now().isBefore(limit)) {
        TimeUnit.MILLISECONDS.sleep(20);
        String log = function.log();
        // The last line may be half a line.
        lines = Line.among(log.substring(0, log.lastIndexOf('\n') + 1).lines().toList());
      }
      assertThat(sum(lines, "OrdersPlaced")).isEqualTo(200);
      assertThat(function.term()).isZero();
      assertThat(lines).hasSizeLessThan(150);
      assertThat(lines)
          .anySatisfy(line -> assertThat(line.value("ConcurrencyLimit")).isEqualTo("16"));
    }
  }

  @Test
  void aRestoredCopyIsNoColdStart() throws Exception {
    Map<String, String> variables = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    try (ScriptedServer server = ScriptedServer.serving(api("a"));
        FunctionProcess function = FunctionProcess.start(ORDERS, server, folder, variables)) {
      awaitResponses(server, 1);
      function.kill();
      List<Line> lines = Line.among(function.log().lines().toList());
      assertThat(sum(lines, "OrdersPlaced")).isEqualTo(1);
      assertThat(lines).allSatisfy(line -> assertThat(line.value("Coldstart")).isNull());
    }
  }

  @Test
  void aWrongSettingEndsTheInitWithItsNameAndTheRemedy() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("a"));
        FunctionProcess function =
            FunctionProcess.start(
                ORDERS, server, folder, Map.of("NEXTLOOP_METRICS_NAMESPACE", "my shop"))) {
      List<RecordedRequest> posts = server.awaitRequests(RuntimeCall.INIT_ERROR, 1, LIMIT);
      assertThat(posts.get(0).text())
          .contains("NEXTLOOP_METRICS_NAMESPACE is 'my shop'; it must be 1 to 255 of");
      assertThat(function.exit()).isEqualTo(1);
    }
  }

  @Test
  void aClosedLogChangesNoInvocation() throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>&-", "sh"));
    command.addAll(FunctionProcess.command(ORDERS));
    try (ScriptedServer server = ScriptedServer.serving(api("a", "b", "c"));
        FunctionProcess function = FunctionProcess.start(command, server, folder, Map.of())) {
      awaitResponses(server, 3);
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
      // 143 where it was told before it listened.
      assertThat(function.term()).isIn(0, 143);
    }
  }
}
