package dev.nextloop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FunctionError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function may do wrong: each has its result, and the next event is served. */
class ShellFaultsTest {
  private static final String SERVE_OK = "case $1 in ok) echo fine; return ;; esac; ";

  @TempDir Path root;

  private ShellFixture serve(String shell, String body) {
    return new ShellFixture(root, shell, "handler() { " + SERVE_OK + body + "\n}").start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void reportsTheStatusAndTheEndOfStandardError(String shell) {
    try (ShellFixture f = serve(shell, "echo lost; echo broken: $1 >&2; return 3")) {
      FunctionError error = f.failure("e1");
      assertThat(error.type()).isEqualTo("Function.ShellExit");
      assertThat(error.getMessage()).isEqualTo("handler exited with status 3\nbroken: e1");
      assertThat(f.answer("ok")).isEqualTo("fine");
      assertThat(f.failure("e2").getMessage()).endsWith("status 3\nbroken: e2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void hidesSecretsInTheMessageAndKeepsItShort(String shell) {
    ShellFixture f =
        new ShellFixture(
            root,
            shell,
            "handler() { yes filler | head -n 9000 >&2; echo \"$DB_PASSWORD!\" >&2; return 1; }");
    try (f) {
      f.with("DB_PASSWORD", "hunter2hunter2").start();
      String message = f.failure("{}").getMessage();
      assertThat(message).endsWith("[DB_PASSWORD]!").doesNotContain("hunter2");
      assertThat(message.length()).isLessThan(2_200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void endsAFunctionThatWritesAGigabyte(String shell) {
    try (ShellFixture f = serve(shell, "head -c 1000000000 /dev/zero")) {
      assertThat(f.failure("{}").type()).isEqualTo("Function.ResponseSizeTooLarge");
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void takesTheLongestResponseAndNotAByteMore(String shell) {
    try (ShellFixture f = serve(shell, "head -c \"$1\" /dev/zero")) {
      assertThat(f.answer("6291556".getBytes(StandardCharsets.UTF_8))).hasSize(6_291_556);
      assertThat(f.failure("6291557").type()).isEqualTo("Function.ResponseSizeTooLarge");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void killsEverythingAtTheDeadline(String shell) throws Exception {
    String script = "echo $$ >pids; sleep 1000 & echo $! >>pids; (sleep 1000 | sleep 1000) ; wait";
    try (ShellFixture f = serve(shell, script)) {
      FakeInvocation invocation = new FakeInvocation("id");
      var answer = f.send("{}".getBytes(StandardCharsets.UTF_8), invocation);
      Path pids = root.resolve("pids");
      ShellFixture.until(() -> linesOf(pids) == 2);
      invocation.cancel.complete();
      assertThat(ShellFixture.failureOf(answer).type()).isEqualTo("Runtime.HandlerTimeout");
      for (String pid : Files.readAllLines(pids)) {
        ShellFixture.until(() -> Leftovers.isGone(Long.parseLong(pid)));
      }
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void killsDescendantsWhereThereIsNoSetsid(String shell) throws Exception {
    Path bin = Files.createDirectory(root.resolve("bin"));
    for (String program : new String[] {shell, "mkfifo", "sleep"}) {
      Files.createSymbolicLink(bin.resolve(program), Path.of("/usr/bin", program).toRealPath());
    }
    String script = "handler() { " + SERVE_OK + "sleep 1000 & echo $! >pids; wait; }";
    try (ShellFixture f = new ShellFixture(root, shell, script).with("PATH", bin.toString())) {
      f.start();
      FakeInvocation invocation = new FakeInvocation("id");
      var answer = f.send("{}".getBytes(StandardCharsets.UTF_8), invocation);
      Path pids = root.resolve("pids");
      ShellFixture.until(() -> linesOf(pids) == 1);
      invocation.cancel.complete();
      assertThat(ShellFixture.failureOf(answer).type()).isEqualTo("Runtime.HandlerTimeout");
      long pid = Long.parseLong(Files.readAllLines(pids).get(0));
      ShellFixture.until(() -> Leftovers.isGone(pid));
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void replacesAShellThatTheFunctionKilled(String shell) {
    try (ShellFixture f = serve(shell, "echo farewell >&2; kill -9 $$; sleep 1000")) {
      FunctionError error = f.failure("{}");
      assertThat(error.type()).isEqualTo("Function.ShellExit");
      assertThat(error.getMessage())
          .isEqualTo("handler ended its shell, which exited with status 137\nfarewell");
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void reportsAFunctionThatKilledItself(String shell) {
    try (ShellFixture f = serve(shell, "sh -c 'kill -9 $PPID'; echo unreached")) {
      assertThat(f.failure("{}").getMessage()).startsWith("handler exited with status 137");
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void reportsAFunctionThatExits(String shell) {
    try (ShellFixture f = serve(shell, "exit 7")) {
      assertThat(f.failure("{}").getMessage()).isEqualTo("handler exited with status 7");
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void answersWithoutWaitingForWhatHoldsStandardOutput(String shell) throws Exception {
    try (ShellFixture f = serve(shell, "sleep 1000 & echo $! >pid; echo done")) {
      assertThat(f.answer("{}")).isEqualTo("done");
      long pid = Long.parseLong(Files.readString(root.resolve("pid")).trim());
      ShellFixture.until(() -> Leftovers.isGone(pid));
      assertThat(f.host.log).last().asString().contains("left processes behind");
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void noLeftoverReadsTheNextEvent(String shell) {
    String body =
        "case $1 in leave) exec 5<&0; { sleep 0.4; cat <&5; } >/dev/null 2>&1 & ;;"
            + " take) sleep 0.8; cat ;; esac";
    try (ShellFixture f = serve(shell, body)) {
      assertThat(f.answer("leave")).isEmpty();
      assertThat(f.answer("take")).isEqualTo("take");
      assertThat(f.host.log).hasSize(1).first().asString().contains("left processes behind");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void endsALeftoverThatHoldsALongEventUnread(String shell) {
    String body = "exec 5<&0; sleep 1000 <&5 >/dev/null 2>&1 & echo done";
    try (ShellFixture f = serve(shell, body)) {
      assertThat(f.answer("x".repeat(1_000_000))).isEqualTo("done");
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void leavesQuietBackgroundWorkAlone(String shell) {
    String body = "{ sleep 0.2; echo late >after; } >/dev/null 2>&1 & echo done";
    try (ShellFixture f = serve(shell, body)) {
      assertThat(f.answer("{}")).isEqualTo("done");
      ShellFixture.until(() -> Files.exists(root.resolve("after")));
      assertThat(f.host.log).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void cutsEndlessLinesOfTheLog(String shell) {
    try (ShellFixture f = serve(shell, "head -c 100000 /dev/zero | tr '\\0' x >&2")) {
      assertThat(f.answer("{}")).isEmpty();
      assertThat(f.host.log).hasSize(7).allMatch(line -> line.length() <= 16 * 1024);
      assertThat(String.join("", f.host.log)).isEqualTo("x".repeat(100_000));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void survivesAFunctionThatReadsNothingOfALongEvent(String shell) {
    try (ShellFixture f = serve(shell, "exec <&-; echo done")) {
      assertThat(f.answer("x".repeat(6_000_000))).isEqualTo("done");
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void aScriptThatHangsWhenReadAgainHoldsUpOneEventOnly(String shell) throws Exception {
    String script = "[ ! -e hang ] || sleep 1000\nhandler() { " + SERVE_OK + ">hang; kill -9 $$; }";
    try (ShellFixture f = new ShellFixture(root, shell, script).start()) {
      assertThat(f.failure("{}").type()).isEqualTo("Function.ShellExit");
      FakeInvocation invocation = new FakeInvocation("id");
      var answer = f.send("ok".getBytes(StandardCharsets.UTF_8), invocation);
      invocation.cancel.complete();
      assertThat(ShellFixture.failureOf(answer).type()).isEqualTo("Runtime.HandlerTimeout");
      Files.delete(root.resolve("hang"));
      FakeInvocation next = new FakeInvocation("id");
      var second = f.send("ok".getBytes(StandardCharsets.UTF_8), next);
      next.cancel.complete(); // this shell may have begun to hang before the file went
      ShellFixture.until(second::isComplete);
      assertThat(f.answer("ok")).isEqualTo("fine");
    }
  }

  private static int linesOf(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (java.io.IOException unreadable) {
      return -1;
    }
  }
}
