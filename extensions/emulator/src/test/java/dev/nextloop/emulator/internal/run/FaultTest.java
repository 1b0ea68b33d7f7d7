package dev.nextloop.emulator.internal.run;

import static dev.nextloop.emulator.internal.run.LocalLambda.CURL;
import static dev.nextloop.emulator.internal.run.LocalLambda.await;
import static dev.nextloop.emulator.internal.run.LocalLambda.invoke;
import static dev.nextloop.emulator.internal.run.LocalLambda.request;
import static dev.nextloop.emulator.internal.run.LocalLambda.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.emulator.internal.process.Isolation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of functions that fail, and of the invocation after. */
class FaultTest {
  private static final String ANSWER = "printf %s \"$EVENT\" | response";

  @TempDir Path directory;
  private LocalLambda lambda;

  @BeforeEach
  void open() throws Exception {
    lambda = new LocalLambda(directory);
  }

  @AfterEach
  void close() {
    lambda.close();
  }

  @Test
  void passesAFunctionErrorOnAndKeepsTheProcess() throws Exception {
    FunctionRunner runner =
        lambda.launcher.launch(
            lambda.function(
                CURL + "while next; do error \"{\\\"errorMessage\\\":\\\"$$\\\"}\"; done\n"));

    InvokeResult first = invoke(runner, "{}");
    InvokeResult second = invoke(runner, "{}");

    assertThat(first.functionError()).isTrue();
    assertThat(text(first.payload())).matches("\\{\"errorMessage\":\"\\d+\"}");
    assertThat(text(second.payload())).isEqualTo(text(first.payload()));
    assertThat(text(first.log())).doesNotContain("Status:");
  }

  @ParameterizedTest
  @EnumSource
  void endsAnInvocationAtItsTimeLimitAndStartsAnew(Isolation isolation) throws Exception {
    try (LocalLambda own = new LocalLambda(directory, isolation)) {
      FunctionRunner runner =
          own.launcher.launch(
              own.function(
                  CURL
                      + "while next; do [ \"$EVENT\" = '\"quick\"' ] || { echo slow; sleep 60; }; "
                      + ANSWER
                      + "; done\n",
                  3,
                  Map.of()));
      InvokeRequest slow = request("\"slow\"");

      assertThat(text(invoke(runner, "\"quick\"").payload())).isEqualTo("\"quick\"");
      InvokeResult late = await(runner.invoke(slow));
      InvokeResult recovered = invoke(runner, "\"quick\"");

      String id = slow.requestId();
      assertThat(late.functionError()).isTrue();
      assertThat(text(late.payload()))
          .isEqualTo(
              "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: "
                  + id
                  + " Error: Task timed out after 3.00 seconds\"}");
      assertThat(text(late.log()))
          .matches(
              "(?s)START RequestId: "
                  + id
                  + ".*\nslow\n\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z "
                  + id
                  + " Task timed out after 3.00 seconds\nEND RequestId: "
                  + id
                  + "\nREPORT RequestId: "
                  + id
                  + "\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\t.*\tStatus: timeout\n");
      assertThat(text(recovered.payload())).isEqualTo("\"quick\"");
      assertThat(text(recovered.log())).doesNotContain("INIT_START").doesNotContain("Init Dur");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 0                | Runtime exited without providing a reason",
        "exit 1                | Runtime exited with error: exit status 1",
        "exit 129              | Runtime exited with error: exit status 129",
        "kill -KILL $$; sleep 9| Runtime exited with error: signal: killed",
        "kill -SEGV $$; sleep 9| Runtime exited with error: signal: segmentation fault",
      })
  void tellsTheCallerHowTheRuntimeEnded(String end, String message) throws Exception {
    FunctionRunner runner =
        lambda.launcher.launch(
            lambda.function(
                CURL + "next; [ \"$EVENT\" = 1 ] || { " + end + "; }; " + ANSWER + "; next\n"));
    InvokeRequest request = request("{}");

    InvokeResult result = await(runner.invoke(request));
    InvokeResult after = invoke(runner, "1");

    assertThat(result.functionError()).isTrue();
    assertThat(text(result.payload()))
        .isEqualTo(
            "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                + request.requestId()
                + " Error: "
                + message
                + "\"}");
    assertThat(text(result.log())).contains("\tStatus: error\tError Type: Runtime.ExitError\n");
    assertThat(text(after.payload())).isEqualTo("1");
  }

  @Test
  void keepsAnAnswerWhoseRuntimeEndsAfterIt() throws Exception {
    FunctionRunner runner =
        lambda.launcher.launch(lambda.function(CURL + "next; " + ANSWER + "; exit 3\n"));

    for (int i = 0; i < 2; i++) {
      InvokeResult result = invoke(runner, "\"kept\"");
      assertThat(text(result.payload())).isEqualTo("\"kept\"");
      assertThat(text(result.log())).contains("The runtime ended after its answer");
    }
  }

  @Test
  void noticesARuntimeThatEndsBetweenInvocations() throws Exception {
    FunctionRunner runner =
        lambda.launcher.launch(
            lambda.function(
                CURL + "while next; do " + ANSWER + "; ( sleep 0.3; kill -KILL $$ ) & done\n"));

    for (int i = 1; i <= 3; i++) {
      assertThat(text(invoke(runner, "" + i).payload())).isEqualTo("" + i);
      lambda.awaitInLog("The runtime ended between invocations; the next one starts it again", i);
    }
  }

  @Test
  void startsAFailedInitOnceMoreAndHandsThePostedErrorOn() throws Exception {
    FunctionRunner runner =
        lambda.launcher.launch(
            lambda.function(
                CURL
                    + "echo init; [ -e $T/second ] && exit 5; touch $T/second; "
                    + "init_error '{\"errorType\":\"Function.NoConfig\"}'; exit 1\n"));

    InvokeResult result = invoke(runner, "{}");

    assertThat(result.functionError()).isTrue();
    assertThat(text(result.payload())).isEqualTo("{\"errorType\":\"Function.NoConfig\"}");
    lambda.awaitInLog("init", 2);
    assertThat(lambda.log).filteredOn("init"::equals).hasSize(2);
    assertThat(text(result.log()))
        .containsSubsequence("INIT_START", "init\n", "START", "init\n", "END", "REPORT")
        .doesNotContain("Init Duration")
        .contains("Status: error\tError Type: ");
  }

  @Test
  void succeedsWhenTheSecondInitDoes() throws Exception {
    FunctionRunner runner =
        lambda.launcher.launch(
            lambda.function(
                CURL
                    + "[ -e $T/second ] || { touch $T/second; exit 1; }; while next; do "
                    + ANSWER
                    + "; done\n"));

    InvokeResult result = invoke(runner, "[1]");

    assertThat(text(result.payload())).isEqualTo("[1]");
    assertThat(result.functionError()).isFalse();
    assertThat(text(result.log())).doesNotContain("Init Duration");
  }

  @Test
  void startsAnInitAgainThatTakesTooLong() throws Exception {
    try (LocalLambda own =
        new LocalLambda(directory, Isolation.NAMESPACES, Duration.ofMillis(1500), 10)) {
      FunctionRunner runner =
          own.launcher.launch(
              own.function(
                  CURL
                      + "[ -e $T/second ] || { touch $T/second; sleep 60; }; while next; do "
                      + ANSWER
                      + "; done\n"));

      InvokeResult result = invoke(runner, "[1]");

      assertThat(text(result.payload())).isEqualTo("[1]");
      assertThat(text(result.log())).contains("Init timed out");
    }
  }

  @Test
  void saysWhereItLookedForABootstrap() throws Exception {
    lambda.assumeNamespaces();
    Path empty = Files.createDirectory(directory.resolve("empty"));
    FunctionRunner runner =
        lambda.launcher.launch(LocalLambda.spec(new Code.Directory(empty), 5, Map.of(), List.of()));

    InvokeResult result = invoke(runner, "{}");

    assertThat(text(result.payload()))
        .contains("\"errorType\":\"Runtime.InvalidEntrypoint\"")
        .contains("[/var/task/bootstrap, /opt/bootstrap]");
    assertThat(text(result.log())).contains("START", "END", "Runtime.InvalidEntrypoint\n");
  }

  @Test
  void saysThatABootstrapIsNotExecutable() throws Exception {
    lambda.assumeNamespaces();
    Path root = lambda.taskRoot("#!/bin/sh\n");
    Files.setPosixFilePermissions(
        root.resolve("bootstrap"), PosixFilePermissions.fromString("rw-r--r--"));
    FunctionRunner runner =
        lambda.launcher.launch(LocalLambda.spec(new Code.Directory(root), 5, Map.of(), List.of()));

    assertThat(text(invoke(runner, "{}").payload()))
        .contains("Runtime.InvalidEntrypoint")
        .contains("/var/task/bootstrap is not executable: its mode is rw-r--r--");
  }

  @Test
  void saysThatAWorkingDirectoryIsNotThere() throws Exception {
    FunctionRunner runner =
        lambda.launcher.launch(
            LocalLambda.spec(
                new Code.Command(List.of("/bin/true"), directory.resolve("nowhere")),
                5,
                Map.of(),
                List.of()));

    assertThat(text(invoke(runner, "{}").payload())).contains("Runtime.InvalidWorkingDir");
  }
}
