package dev.nextloop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellHandlerTest {
  @TempDir Path root;

  private ShellFixture serve(String shell, String script) {
    return new ShellFixture(root, shell, script).start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void answersWithWhatTheFunctionPrints(String shell) {
    try (ShellFixture f = serve(shell, "handler() { echo \"Echoing request: '$1'\"; }")) {
      assertThat(f.answer("{\"key\":\"value\"}"))
          .isEqualTo("Echoing request: '{\"key\":\"value\"}'");
      Reply reply = ShellFixture.await(f.send(new byte[0], new FakeInvocation("id")));
      assertThat(reply.contentType()).isEqualTo("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void givesTheEventOnStandardInputToo(String shell) {
    try (ShellFixture f = serve(shell, "handler() { printf %s \"$1|\"; cat; }")) {
      assertThat(f.answer("a\nb\n\n")).isEqualTo("a\nb\n\n|a\nb");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void keepsEveryByteInRawMode(String shell) {
    try (ShellFixture f =
        new ShellFixture(root, shell, "handler() { cat; }")
            .with("NEXTLOOP_SHELL_OUTPUT", "raw")
            .start()) {
      assertThat(f.answer("a\n\n")).isEqualTo("a\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void readsTheScriptOnceAndKeepsNoVariables(String shell) {
    String script = "echo reading; n=1\nhandler() { n=$((n + 1)); x=${x-}$1; printf %s \"$n$x\"; }";
    try (ShellFixture f = serve(shell, script)) {
      assertThat(f.answer("a")).isEqualTo("2a");
      assertThat(f.answer("b")).isEqualTo("2b");
      assertThat(f.host.log).containsExactly("reading");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void logsStandardErrorWhileTheFunctionRuns(String shell) {
    try (ShellFixture f =
        serve(shell, "handler() { echo one >&2; read -r _; printf 'no end' >&2; }")) {
      FakeInvocation invocation = new FakeInvocation("id");
      var answer = f.send("\n".getBytes(StandardCharsets.UTF_8), invocation);
      ShellFixture.await(answer);
      assertThat(f.host.log).containsExactly("one", "no end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void tellsTheFunctionItsInvocation(String shell) {
    String script =
        "handler() { sh -c 'echo $AWS_REQUEST_ID $AWS_DEADLINE_MS $_X_AMZN_TRACE_ID"
            + " $AWS_INVOKED_FUNCTION_ARN'; }";
    try (ShellFixture f = serve(shell, script)) {
      assertThat(f.answer("{}"))
          .isEqualTo("id 1700000000123 " + FakeInvocation.TRACE + " " + FakeInvocation.ARN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void keepsSecretsFromTheFunctionUnlessAsked(String shell) {
    ShellFixture f = new ShellFixture(root, shell, "handler() { env; }");
    for (String name :
        new String[] {
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_LAMBDA_RUNTIME_API",
          "AWS_LAMBDA_METADATA_API",
          "_LAMBDA_TELEMETRY_LOG_FD",
          "TABLE"
        }) {
      f.with(name, "leak-" + name);
    }
    try (f) {
      f.with("NEXTLOOP_SHELL_PASS_ENV", "AWS_SESSION_TOKEN, OTHER").start();
      assertThat(f.answer("{}").lines().filter(line -> line.contains("=leak-")))
          .containsExactlyInAnyOrder(
              "TABLE=leak-TABLE", "AWS_SESSION_TOKEN=leak-AWS_SESSION_TOKEN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void keepsTheScriptsOptionsForTheFunctionOnly(String shell) {
    try (ShellFixture f = serve(shell, "set -eu\nhandler() { false; echo unreached; }")) {
      assertThat(f.failure("{}").getMessage()).isEqualTo("handler exited with status 1");
      assertThat(f.failure("{}").getMessage()).isEqualTo("handler exited with status 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void tracesTheFunctionButNotItsOwnLoop(String shell) {
    try (ShellFixture f = serve(shell, "set -x\nhandler() { : \"$1\"; }")) {
      f.host.log.clear();
      assertThat(f.answer("e1")).isEmpty();
      assertThat(f.host.log).containsExactly("+ handler e1", "+ : e1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void givesLongEventsAndNulOnStandardInputOnlyAndSaysSoOnce(String shell) {
    try (ShellFixture f = serve(shell, "handler() { printf '%s ' $#; wc -c; }")) {
      assertThat(f.answer("x".repeat(98_304))).isEqualTo("1 98304");
      assertThat(f.answer("x".repeat(98_305))).isEqualTo("0 98305");
      assertThat(f.answer("a\0b")).isEqualTo("0 3");
      assertThat(f.answer("x".repeat(6_000_000))).isEqualTo("0 6000000");
      assertThat(f.host.log).hasSize(1).first().asString().contains("standard input only");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void twoHandlersInOneProcessKeepApart(String shell) {
    try (ShellFixture one = serve(shell, "handler() { echo one; }")) {
      try (ShellFixture two = serve(shell, "handler() { echo two; kill -9 $$; }")) {
        assertThat(two.failure("{}").type()).isEqualTo("Function.ShellExit");
        assertThat(one.answer("{}")).isEqualTo("one");
      }
      assertThat(one.answer("{}")).isEqualTo("one");
    }
  }
}
