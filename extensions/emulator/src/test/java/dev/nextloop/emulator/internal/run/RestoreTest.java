package dev.nextloop.emulator.internal.run;

import static dev.nextloop.emulator.internal.run.LocalLambda.CURL;
import static dev.nextloop.emulator.internal.run.LocalLambda.await;
import static dev.nextloop.emulator.internal.run.LocalLambda.invoke;
import static dev.nextloop.emulator.internal.run.LocalLambda.request;
import static dev.nextloop.emulator.internal.run.LocalLambda.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments that start from a snapshot, as real processes with scripted clients. */
class RestoreTest {
  private static final String SNAPSHOT =
      CURL
          + """
          snapshot() { curl -sS -o /dev/null -w '%{http_code}\\n' "$API/restore/next"; }
          restore_error() { curl -sS -o /dev/null -d "$1" "$API/restore/error"; }
          """;

  private static final String ECHO = "while next; do printf %s \"$EVENT\" | response; done\n";

  @TempDir Path directory;
  private LocalLambda lambda;

  @AfterEach
  void close() {
    lambda.close();
  }

  private FunctionRunner runner(SnapStart snapStart, String script) throws Exception {
    lambda = new LocalLambda(directory, snapStart);
    return lambda.launcher.launch(lambda.snapStarted(SNAPSHOT + script, 30, Map.of()));
  }

  @Test
  void restoresOnceAndThenRunsInvocations() throws Exception {
    FunctionRunner runner = runner(SnapStart.USUAL, "snapshot; snapshot; " + ECHO);

    InvokeResult first = invoke(runner, "1");
    InvokeResult second = invoke(runner, "2");

    assertThat(text(first.payload())).isEqualTo("1");
    assertThat(text(first.log()))
        .matches(
            "(?s)INIT_START .*INIT_REPORT Init Duration: [\\d.]+ ms\nRESTORE_START Runtime Version: .*"
                + "RESTORE_REPORT Restore Duration: [\\d.]+ ms\nSTART .*"
                + "\tRestore Duration: [\\d.]+ ms\tBilled Restore Duration: \\d+ ms\t\n");
    assertThat(text(second.payload())).isEqualTo("2");
    assertThat(text(second.log())).doesNotContain("Restore", "INIT_");
    assertThat(lambda.log).as("a second copy is refused").contains("200", "403");
  }

  @Test
  void playsAsManyCopiesInARowAsItSays() throws Exception {
    FunctionRunner runner =
        runner(
            SnapStart.USUAL.copies(3),
            "echo \"cycles $NEXTLOOP_SNAPSHOT_CYCLES\"; snapshot; snapshot; snapshot; snapshot; "
                + ECHO);

    assertThat(text(invoke(runner, "1").payload())).isEqualTo("1");

    assertThat(lambda.log)
        .contains(
            "cycles 3",
            "Restored again from the same init, as copy 2",
            "Restored again from the same init, as copy 3");
    assertThat(lambda.log.stream().filter(line -> line.matches("200|403")).toList())
        .isEqualTo(List.of("200", "200", "200", "403"));
  }

  @Test
  void goesOnWithAClientThatWantsNoSnapshotOrNoFurtherCopy() throws Exception {
    FunctionRunner without = runner(SnapStart.USUAL.copies(2), ECHO);
    assertThat(text(invoke(without, "1").payload())).isEqualTo("1");

    FunctionRunner once =
        lambda.launcher.launch(lambda.snapStarted(SNAPSHOT + "snapshot; " + ECHO, 30, Map.of()));
    assertThat(text(invoke(once, "2").payload())).isEqualTo("2");
  }

  @Test
  void hidesWhatIsACopysOwnFromTheVariablesAndHandsItOutAfterTheRestore() throws Exception {
    FunctionRunner runner =
        runner(
            SnapStart.USUAL,
            """
            snapshot
            curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" \\
              "$AWS_CONTAINER_CREDENTIALS_FULL_URI"
            echo
            env | sed -n 's/^\\(AWS_[A-Z_]*\\)=.*/variable \\1/p'
            echo "type $AWS_LAMBDA_INITIALIZATION_TYPE, cycles ${NEXTLOOP_SNAPSHOT_CYCLES:-none}"
            """
                + ECHO);

    invoke(runner, "1");

    assertThat(lambda.log)
        .contains("type snap-start, cycles none", "variable AWS_REGION")
        .doesNotContain(
            "variable AWS_ACCESS_KEY_ID",
            "variable AWS_SECRET_ACCESS_KEY",
            "variable AWS_SESSION_TOKEN",
            "variable AWS_LAMBDA_LOG_STREAM_NAME")
        .anyMatch(line -> line.startsWith("{\"AccessKeyId\":\"test\""));
  }

  @Test
  void failsTheInvocationWhenTheRuntimeGivesUpAfterTheRestoreAndRestoresAnew() throws Exception {
    FunctionRunner runner =
        runner(
            SnapStart.USUAL,
            "snapshot; [ -e $T/once ] || { touch $T/once; restore_error '{}'; exit 64; }; " + ECHO);

    assertThatThrownBy(() -> await(runner.invoke(request("1"))))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            FunctionRunner.RestoreFailed.class, failed -> assertThat(failed.timedOut()).isFalse());
    assertThat(lambda.log)
        .anyMatch(line -> line.matches("RESTORE_REPORT Restore Duration: .* ms\tStatus: error"))
        .noneMatch(line -> line.startsWith("START "));

    assertThat(text(invoke(runner, "2").payload())).isEqualTo("2");
  }

  @Test
  void failsTheInvocationWhenTheHooksTakeTooLong() throws Exception {
    FunctionRunner runner =
        runner(
            new SnapStart(1, Duration.ofSeconds(130), Duration.ofMillis(300)),
            "snapshot; sleep 100; " + ECHO);

    assertThatThrownBy(() -> await(runner.invoke(request("1"))))
        .cause()
        .isInstanceOfSatisfying(
            FunctionRunner.RestoreFailed.class, failed -> assertThat(failed.timedOut()).isTrue());
    assertThat(lambda.log)
        .anyMatch(line -> line.matches("RESTORE_REPORT Restore Duration: .* ms\tStatus: timeout"));
  }

  @Test
  void answersWithTheErrorThatWasPostedBeforeTheSnapshot() throws Exception {
    FunctionRunner runner =
        runner(SnapStart.USUAL, "init_error '{\"errorType\":\"mine\"}'; exit 64\n");

    InvokeResult result = invoke(runner, "1");

    assertThat(result.functionError()).isTrue();
    assertThat(text(result.payload())).isEqualTo("{\"errorType\":\"mine\"}");
    assertThat(lambda.log)
        .as("no init inside the invocation")
        .filteredOn(line -> line.startsWith("INIT_START"))
        .hasSize(1);
  }

  @Test
  void givesInitTheLongerOfItsOwnLimitAndTheFunctions() throws Exception {
    lambda =
        new LocalLambda(directory, new SnapStart(1, Duration.ofMillis(1), Duration.ofSeconds(10)));
    FunctionRunner slow =
        lambda.launcher.launch(
            lambda.snapStarted(SNAPSHOT + "sleep 0.3; snapshot; " + ECHO, 30, Map.of()));
    assertThat(text(invoke(slow, "1").payload())).isEqualTo("1");

    FunctionRunner slower =
        lambda.launcher.launch(
            lambda.snapStarted(SNAPSHOT + "sleep 100; snapshot; " + ECHO, 1, Map.of()));
    assertThat(text(invoke(slower, "1").payload())).contains("Sandbox.Timedout");
  }
}
