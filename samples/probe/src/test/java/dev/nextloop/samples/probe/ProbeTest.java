package dev.nextloop.samples.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.inspect.ProbeAdvice;
import dev.nextloop.inspect.ProbeReport;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the probe reports of servers that do this and that. */
class ProbeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PIPELINE = "{\"pipeline\": true}";
  private static final String ONE_BY_ONE = "{\"pipeline\":false}";

  /** The last of so many reports that it posts. */
  private static ProbeReport report(RuntimeApiScript api, int posts, boolean snapStart) {
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Thread runtime = new Thread(() -> probe(server.authority(), snapStart));
      runtime.setDaemon(true);
      runtime.start();
      List<RecordedRequest> sent = server.awaitRequests(RuntimeCall.RESPONSE, posts, LIMIT);
      return ProbeReport.read(sent.get(posts - 1).text());
    }
  }

  private static void probe(String authority, boolean snapStart) {
    FreezeWatch watch = new FreezeWatch(System::nanoTime, System::currentTimeMillis);
    Map<String, String> surroundings =
        Map.of("runtime", "provided", "initialization", "on-demand", "java", "17");
    Map<String, Object> all = new java.util.HashMap<>(surroundings);
    all.put("wrapper", null);
    try {
      new Probe(authority, System::nanoTime, watch, new Facts(all)).run(snapStart);
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("length");
    }
  }

  private static List<String> settings(ProbeReport report) {
    return report.advice().stream().map(ProbeAdvice::setting).distinct().sorted().toList();
  }

  @Test
  void seesPipelinedPollsAcceptedInOrderOnOneConnection() {
    ProbeReport report =
        report(RuntimeApiScript.serving(0, PIPELINE, PIPELINE, ONE_BY_ONE, "{}"), 4, false);

    assertThat(report.polls()).hasSize(3).allMatch(ProbeReport.Poll::inOrder);
    assertThat(report.polls())
        .extracting(ProbeReport.Poll::pipelined)
        .containsExactly(true, true, false);
    assertThat(report.polls()).allMatch(ProbeReport.Poll::kept);
    assertThat(report.headers()).contains("lambda-runtime-aws-request-id");
    assertThat(settings(report)).containsExactly("");
  }

  @Test
  void losesNoEventWhereTheServerClosesBehindTheAnswer() {
    ProbeReport report =
        report(
            RuntimeApiScript.serving(0, PIPELINE, PIPELINE, PIPELINE)
                .onCall(
                    RuntimeCall.RESPONSE,
                    1,
                    Script.script()
                        .send(Replies.status(202, "Connection: close", "Content-Length: 0"))
                        .close()),
            3,
            false);

    assertThat(report.polls().get(0).kept()).isFalse();
    assertThat(report.connectionHeaders()).contains("close");
    assertThat(settings(report)).contains("NEXTLOOP_PIPELINING=off");
  }

  @Test
  void sendsAnAnswerOnceMoreThatMayNotHaveArrived() {
    try (ScriptedServer server =
        ScriptedServer.serving(
            RuntimeApiScript.serving(0, ONE_BY_ONE, ONE_BY_ONE)
                .onCall(RuntimeCall.RESPONSE, 1, Script.script().rst()))) {
      Thread runtime = new Thread(() -> probe(server.authority(), false));
      runtime.setDaemon(true);
      runtime.start();
      List<RecordedRequest> sent = server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT);

      assertThat(sent.get(1).text()).isEqualTo(sent.get(0).text());
      assertThat(ProbeReport.read(sent.get(2).text()).polls().get(0).kept()).isFalse();
    }
  }

  @Test
  void reportsTheOrderAroundARestore() {
    ProbeReport report =
        report(
            RuntimeApiScript.serving(0, PIPELINE)
                .onEvery(
                    RuntimeCall.RESTORE_NEXT,
                    Script.script().send(Replies.status(200, "Content-Length: 0"))),
            1,
            true);

    assertThat(report.restore()).isPresent();
    assertThat(report.restore().get().order())
        .containsExactly("restore/next sent", "restore/next answered 200", "invocation/next sent");
  }

  @Test
  void namesHeadersAndNeverTheirValues() {
    try (ScriptedServer server =
        ScriptedServer.serving(
            RuntimeApiScript.serving(0)
                .offer(Replies.event("a", 0, Replies.text("{}"), "X-Secret: hush-hush")))) {
      Thread runtime = new Thread(() -> probe(server.authority(), false));
      runtime.setDaemon(true);
      runtime.start();
      String report = server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text();

      assertThat(report).contains("\"x-secret\"").doesNotContain("hush-hush");
    }
  }

  @Test
  void tellsFreezesByBothClocks() {
    long[] now = {0, 0};
    FreezeWatch watch = new FreezeWatch(() -> now[0] * 1_000_000, () -> now[1]);

    now[0] += 20;
    now[1] += 20;
    watch.look();
    assertThat(watch.take()).isEqualTo(FreezeWatch.Frozen.NOT);

    now[0] += 20;
    now[1] += 60_000;
    watch.look();
    now[0] += 30_000;
    now[1] += 30_000;
    assertThat(watch.take()).isEqualTo(new FreezeWatch.Frozen(30_020, 90_000));
    assertThat(watch.take()).isEqualTo(FreezeWatch.Frozen.NOT);
  }

  @Test
  void hidesWhatMayBeSecretInACommandLine() {
    assertThat(
            CommandLine.redacted(
                List.of(
                    "-javaagent:/opt/a.jar=license", "-Dapi.key=abc", "-DdbPassword=x", "-Xss1m")))
        .containsExactly(
            "-javaagent:/opt/a.jar=***", "-Dapi.key=***", "-DdbPassword=***", "-Xss1m");
  }
}
