package dev.nextloop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample in both its forms, as processes that talk to a Runtime API. */
class ShellEndToEndTest {
  private static final Path SAMPLE =
      Path.of("../../samples/runlambda").toAbsolutePath().normalize();
  private static final long FAR = 4_000_000_000_000L;

  @TempDir Path scratch;

  private Process start(ScriptedServer server, Path taskRoot, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(scratch.resolve("output").toFile()));
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", server.authority());
    builder.environment().put("LAMBDA_TASK_ROOT", taskRoot.toString());
    builder.environment().put("_HANDLER", "function.handler");
    builder.environment().put("TMPDIR", scratch.toString());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "dummy-secret");
    return builder.start();
  }

  private Process startNextloop(ScriptedServer server, Path taskRoot) throws Exception {
    return start(
        server,
        taskRoot,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djava.io.tmpdir=" + scratch,
        "-cp",
        System.getProperty("java.class.path"),
        "dev.nextloop.launch.Main");
  }

  private static List<RecordedRequest> responses(ScriptedServer server, int count) {
    return server.awaitRequests(RuntimeCall.RESPONSE, count, Duration.ofSeconds(30));
  }

  private static void end(Process process) throws Exception {
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void nextloopRunsTheSampleAndLeavesNothingBehind() throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(FAR, "{\"key\":\"value\"}", "two");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Process process = startNextloop(server, SAMPLE);
      try {
        assertThat(responses(server, 2))
            .extracting(RecordedRequest::text)
            .containsExactly("Echoing request: '{\"key\":\"value\"}'", "Echoing request: 'two'");
        List<ProcessHandle> children = process.descendants().toList();
        assertThat(children).isNotEmpty();
        end(process);
        assertThat(process.exitValue()).isZero();
        ShellFixture.until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
      } finally {
        process.destroyForcibly();
      }
      assertThat(Files.readString(scratch.resolve("output"))).contains("{\"key\":\"value\"}\ntwo");
      try (var left = Files.list(scratch)) {
        assertThat(left).containsExactly(scratch.resolve("output"));
      }
    }
  }

  @Test
  void aFailureIsPostedAsAnErrorAndTheNextEventServed(@TempDir Path root) throws Exception {
    Files.writeString(
        root.resolve("function.sh"),
        "handler() { [ \"$1\" = ok ] && echo fine && return; echo why >&2; return 5; }");
    try (ScriptedServer server = ScriptedServer.serving(RuntimeApiScript.serving(FAR, "x", "ok"))) {
      Process process = startNextloop(server, root);
      try {
        assertThat(responses(server, 1)).extracting(RecordedRequest::text).containsExactly("fine");
        RecordedRequest error =
            server.awaitRequests(RuntimeCall.ERROR, 1, Duration.ofSeconds(1)).get(0);
        assertThat(error.header("Lambda-Runtime-Function-Error-Type"))
            .isEqualTo("Function.ShellExit");
        assertThat(error.text()).contains("handler exited with status 5\\nwhy");
      } finally {
        end(process);
      }
    }
  }

  @Test
  void atTheDeadlineTheFunctionIsKilledAndTheNextEventServed(@TempDir Path root) throws Exception {
    Files.writeString(
        root.resolve("function.sh"),
        "handler() { [ \"$1\" = ok ] && echo fine && return; sleep 1000 & echo $! >pid; wait; }");
    RuntimeApiScript api = RuntimeApiScript.serving(FAR, "ok");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Process process = startNextloop(server, root);
      try {
        responses(server, 1);
        long soon = System.currentTimeMillis() + 2_000;
        api.offer(Replies.event(RuntimeApiScript.id(2), soon, Replies.text("hang")))
            .offer(Replies.event(RuntimeApiScript.id(3), FAR, Replies.text("ok")));
        RecordedRequest response = responses(server, 2).get(1);
        assertThat(response.target()).contains(RuntimeApiScript.id(3));
        assertThat(response.text()).isEqualTo("fine");
        long pid = Long.parseLong(Files.readString(root.resolve("pid")).trim());
        ShellFixture.until(() -> Leftovers.isGone(pid));
      } finally {
        end(process);
      }
    }
  }

  @Test
  void aSyntaxErrorIsPostedAsAnInitError(@TempDir Path root) throws Exception {
    Files.writeString(root.resolve("function.sh"), "handler() {\n  fi\n}\n");
    try (ScriptedServer server = ScriptedServer.serving(RuntimeApiScript.serving(FAR))) {
      Process process = startNextloop(server, root);
      try {
        RecordedRequest error =
            server.awaitRequests(RuntimeCall.INIT_ERROR, 1, Duration.ofSeconds(30)).get(0);
        assertThat(error.text()).contains("Runtime.ScriptError").containsPattern("line 2|: 2:");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void theInsecureSampleAnswersTooAndGivesItsEnvironmentAway() throws Exception {
    Path insecure = SAMPLE.resolve("insecure");
    RuntimeApiScript api = RuntimeApiScript.serving(FAR, "{\"key\":\"value\"}");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Process process = start(server, insecure, insecure.resolve("bootstrap").toString());
      try {
        assertThat(responses(server, 1).get(0).text())
            .contains("_HANDLER=function.handler")
            .contains("AWS_SECRET_ACCESS_KEY=dummy-secret")
            .containsIgnoringCase("Lambda-Runtime-Aws-Request-Id: " + RuntimeApiScript.id(1))
            .endsWith("Echoing request: '{\"key\":\"value\"}'");
      } finally {
        end(process);
      }
    }
  }
}
