package dev.nextloop.emulator.internal.run;

import static dev.nextloop.emulator.internal.run.LocalLambda.CURL;
import static dev.nextloop.emulator.internal.run.LocalLambda.await;
import static dev.nextloop.emulator.internal.run.LocalLambda.invoke;
import static dev.nextloop.emulator.internal.run.LocalLambda.spec;
import static dev.nextloop.emulator.internal.run.LocalLambda.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.emulator.internal.process.Isolation;
import dev.nextloop.testkit.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a function finds around it. */
class EnvironmentTest {
  /** A bootstrap that answers with the output of the command that each event is. */
  private static final String COMMANDS =
      CURL + "while next; do eval \"$EVENT\" 2>&1 | response; done\n";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void givesTheVariablesOfTheServiceAndNoneOfTheEmulator(Isolation isolation) throws Exception {
    try (LocalLambda lambda = new LocalLambda(directory, isolation)) {
      FunctionRunner runner =
          lambda.launcher.launch(
              lambda.function(
                  COMMANDS,
                  30,
                  Map.of(
                      "MINE", "it's 4=4\nand \"more\" $HOME `id`",
                      "_HIDDEN", "x",
                      "AWS_REGION", "mine",
                      "AWS_EXECUTION_ENV", "mine",
                      "AWS_SESSION_TOKEN", "mine",
                      "LANG", "C",
                      "bad-name", "x")));

      Map<String, String> variables =
          variables(text(invoke(runner, "env -0 | tr '\\n\\0' '\\a\\n'").payload()));

      assertThat(variables)
          .containsEntry("MINE", "it's 4=4\nand \"more\" $HOME `id`")
          .containsEntry("AWS_REGION", "eu-west-1")
          .containsEntry("AWS_DEFAULT_REGION", "eu-west-1")
          .containsEntry("AWS_ACCESS_KEY_ID", "test")
          .containsEntry("AWS_SECRET_ACCESS_KEY", "test")
          .containsEntry("AWS_SESSION_TOKEN", "test")
          .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "echo")
          .containsEntry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
          .containsEntry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
          .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
          .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/echo")
          .containsEntry("_HANDLER", "function.handler")
          .containsEntry("TZ", ":UTC")
          .containsEntry("LANG", "C")
          .doesNotContainKeys("_HIDDEN", "AWS_EXECUTION_ENV", "bad-name");
      assertThat(variables.get("AWS_LAMBDA_RUNTIME_API")).matches("127\\.0\\.0\\.1:\\d+");
      assertThat(variables.get("AWS_LAMBDA_LOG_STREAM_NAME"))
          .matches("\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST][0-9a-f]{32}");
      assertThat(variables.keySet())
          .allMatch(
              name ->
                  name.matches("_?AWS_.*|LAMBDA_.*|_HANDLER|TZ|LANG|PATH|LD_LIBRARY_PATH|MINE")
                      || name.matches("PWD|OLDPWD|SHLVL|_|TMPDIR"));
      Path task = Path.of(variables.get("LAMBDA_TASK_ROOT"));
      assertThat(task.equals(Path.of("/var/task")))
          .isEqualTo(await(lambda.launcher.isolation()) == Isolation.NAMESPACES);
      assertThat(variables.get("LD_LIBRARY_PATH")).contains(task + "/lib");
    }
  }

  private static Map<String, String> variables(String output) {
    Map<String, String> variables = new HashMap<>();
    output
        .lines()
        .forEach(
            line ->
                variables.put(
                    line.substring(0, line.indexOf('=')),
                    line.substring(line.indexOf('=') + 1).replace('\u0007', '\n')));
    return variables;
  }

  @Test
  void namesTheManagedRuntimeInTheExecutionEnvironment() throws Exception {
    Map<String, String> variables =
        Variables.of(
            new FunctionSpec(
                "f",
                "arn",
                "1",
                "java21",
                "h",
                128,
                java.time.Duration.ofSeconds(1),
                Map.of(),
                new Code.Directory(directory),
                false,
                List.of()),
            "r",
            "stream",
            1,
            new dev.nextloop.emulator.internal.process.Roots(
                directory, directory, directory, null, null, directory));

    assertThat(variables).containsEntry("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
  }

  @ParameterizedTest
  @EnumSource
  void runsEachEnvironmentAsAUserOfItsOwn(Isolation isolation) throws Exception {
    Assumptions.assumeThat(Files.getAttribute(directory, "unix:uid")).isEqualTo(0);
    try (LocalLambda lambda = new LocalLambda(directory, isolation)) {
      String who =
          "id -u; id -G; stat -c '%a %u' $T; grep -E '^(CapEff|NoNewPrivs)' /proc/self/status";
      String first = text(invoke(lambda.launcher.launch(lambda.function(COMMANDS)), who).payload());
      String second =
          text(invoke(lambda.launcher.launch(lambda.function(COMMANDS)), who).payload());

      assertThat(first).matches("(\\d{5})\n\\1\n700 \\1\nCapEff:\t0+\nNoNewPrivs:\t1\n");
      assertThat(second).matches("(\\d{5})\n\\1\n700 \\1\nCapEff:\t0+\nNoNewPrivs:\t1\n");
      assertThat(first.substring(0, 5)).isNotEqualTo(second.substring(0, 5));
    }
  }

  @Test
  void makesOnlyTheScratchDirectoryWritable() throws Exception {
    try (LocalLambda lambda = new LocalLambda(directory)) {
      lambda.assumeNamespaces();
      FunctionRunner runner = lambda.launcher.launch(lambda.function(COMMANDS));

      assertThat(text(invoke(runner, "pwd; touch /var/task/x; touch /opt/x; ls /opt").payload()))
          .matches("/var/task\n.*Read-only file system\n.*Read-only file system\n");
      assertThat(text(invoke(runner, "echo kept >/tmp/x; ls /tmp").payload()))
          .isEqualTo("head\nx\n");
      invoke(runner, "kill -KILL $$");
      assertThat(text(invoke(runner, "cat /tmp/x").payload())).isEqualTo("kept\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void mergesLayersInOrderAndUnpacksTheFunction(Isolation isolation) throws Exception {
    Path function = Zips.write(directory.resolve("f.zip"), Map.of("data.txt", "of the function"));
    Path lower =
        Zips.write(
            directory.resolve("1.zip"),
            Map.of("bootstrap", COMMANDS, "same.txt", "first", "bin/lower", "1"));
    Path upper =
        Zips.write(directory.resolve("2.zip"), Map.of("same.txt", "second", "bin/upper", "2"));
    try (LocalLambda lambda = new LocalLambda(directory, isolation)) {
      FunctionRunner runner =
          lambda.launcher.launch(spec(new Code.Zip(function), 30, Map.of(), List.of(lower, upper)));

      assertThat(
              text(
                  invoke(
                          runner,
                          "opt=${PATH##*:}; opt=${opt%/bin}; cat data.txt $opt/same.txt; ls $opt/bin")
                      .payload()))
          .isEqualTo("of the functionsecondlower\nupper\n");
    }
  }

  @Test
  void prefersTheBootstrapOfTheFunctionToThatOfALayer() throws Exception {
    Path function =
        Zips.write(
            directory.resolve("f.zip"),
            Map.of("bootstrap", CURL + "next; echo function | response; next\n"));
    Path layer =
        Zips.write(
            directory.resolve("l.zip"),
            Map.of("bootstrap", CURL + "next; echo layer | response; next\n"));
    try (LocalLambda lambda = new LocalLambda(directory)) {
      FunctionRunner runner =
          lambda.launcher.launch(spec(new Code.Zip(function), 30, Map.of(), List.of(layer)));

      assertThat(text(invoke(runner, "{}").payload())).isEqualTo("function\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsACommandWhereItIsTold(Isolation isolation) throws Exception {
    Path root = Files.createDirectory(directory.resolve("with space and 'quote'"));
    Files.writeString(root.resolve("run.sh"), COMMANDS);
    try (LocalLambda lambda = new LocalLambda(directory, isolation)) {
      FunctionRunner runner =
          lambda.launcher.launch(
              spec(
                  new Code.Command(List.of("sh", "run.sh", "a b"), root), 30, Map.of(), List.of()));

      assertThat(text(invoke(runner, "pwd; echo \"$1\"").payload())).isEqualTo(root + "\na b\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void lendsTheLanguageItIsGiven(Isolation isolation) throws Exception {
    Path language = directory.resolve("language");
    Programs.write(language.resolve("bin/tool"), "#!/bin/sh\necho of the language\n");
    try (LocalLambda lambda = new LocalLambda(directory, isolation, language)) {
      FunctionRunner runner = lambda.launcher.launch(lambda.function(COMMANDS));

      assertThat(text(invoke(runner, "tool").payload())).isEqualTo("of the language\n");
    }
  }
}
