package dev.nextloop.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wrapper, with a java that prints its arguments. */
class WrapperTest {
  private static final String MAIN = "lambdainternal.AWSLambda";

  @TempDir private Path temp;
  private Layer layer;

  @BeforeEach
  void installTheLayer() throws IOException {
    layer = Layer.in(temp);
  }

  private Layer.Run run(String... arguments) throws IOException {
    return layer.run(List.of(), Map.of(), List.of(arguments));
  }

  static Stream<Arguments> seenInEachShell() {
    return Layer.shells()
        .flatMap(shell -> Stream.of(Seen.values()).map(seen -> Arguments.of(shell, seen)));
  }

  @ParameterizedTest
  @MethodSource("seenInEachShell")
  void changesMainClassClassPathAndCracOnlyInWhatTheRuntimesWereSeenToStart(
      List<String> shell, Seen seen) throws IOException {
    Layer.Run run = layer.run(shell, Map.of(), seen.arguments());

    assertThat(run.arguments()).isEqualTo(seen.onNextloop(layer));
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seenInEachShell")
  void opensTheJdksNamesToBeForgottenForSnapshotsOnly(List<String> shell, Seen seen)
      throws IOException {
    Layer.Run run =
        layer.run(shell, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"), seen.arguments());

    List<String> expected = seen.onNextloop(layer);
    expected.add(
        expected.indexOf(layer.main().get(0)), "--add-opens=java.base/java.net=ALL-UNNAMED");
    assertThat(run.arguments()).isEqualTo(expected);
    assertThat(run.err()).isEmpty();
    for (String other : List.of("on-demand", "provisioned-concurrency", "")) {
      assertThat(
              layer
                  .run(shell, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", other), seen.arguments())
                  .arguments())
          .isEqualTo(seen.onNextloop(layer));
    }
  }

  @Test
  void putsItsJarsBehindTheRuntimesOwnWithTheFrameworkFirst() throws IOException {
    assertThat(layer.jars())
        .startsWith(":" + layer.directory() + "/nextloop/lib/nextloop.jar:")
        .endsWith(".jar");
    assertThat(run("-cp", "/a b/*:c", MAIN).arguments()).contains("/a b/*:c" + layer.jars());
    assertThat(run("--class-path=/a", MAIN).arguments()).contains("--class-path=/a" + layer.jars());
  }

  @Test
  void takesNeitherTheValueOfAnOptionNorTheHandlerForTheMainClass() throws IOException {
    List<String> expected = new ArrayList<>(List.of("--add-opens", MAIN, "-cp"));
    expected.add("a" + layer.jars());
    expected.addAll(layer.main());
    expected.add(MAIN);
    assertThat(run("--add-opens", MAIN, "-cp", "a", MAIN, MAIN).arguments()).isEqualTo(expected);
  }

  @Test
  void leavesSecurityPropertiesToWhoeverHasSome() throws IOException {
    String theirs = "-Djava.security.properties=theirs";
    List<String> withoutOurs = layer.main().subList(1, layer.main().size());

    assertThat(run(theirs, "-cp", "a", MAIN).arguments())
        .startsWith(theirs, "-cp")
        .endsWith(withoutOurs.toArray(String[]::new))
        .hasSize(3 + withoutOurs.size());
    assertThat(
            layer
                .run(List.of(), Map.of("JAVA_TOOL_OPTIONS", theirs), List.of("-cp", "a", MAIN))
                .arguments())
        .startsWith("-cp")
        .endsWith(withoutOurs.toArray(String[]::new))
        .hasSize(2 + withoutOurs.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-cp a com.acme.Main handler",
        "-jar a.jar",
        "-m module/Main -cp a",
        "-cp a @arguments " + MAIN,
        "-cp a " + MAIN + " handler more",
        "-cp a",
        "-cp",
        "handler",
        MAIN + " handler",
        "-Da=b",
      })
  void leavesWhatItDoesNotKnowAsItIsAndSaysSoOnce(String line) throws IOException {
    Layer.Run run = run(line.split(" "));

    assertThat(run.arguments()).containsExactly(line.split(" "));
    assertThat(run.exit()).isZero();
    assertThat(run.err())
        .hasLineCount(1)
        .startsWith("nextloop-wrapper: left the runtime's command line as it is");
  }

  @Test
  void namesTheMainClassItDoesNotKnowButNothingThatCouldHoldASecret() throws IOException {
    assertThat(run("-cp", "a", "com.acme.Main").err()).contains("main class com.acme.Main.");
    assertThat(run("-cp", "a", "pass word\nforged").err())
        .hasLineCount(1)
        .contains("neither an option nor a class")
        .doesNotContain("pass");
  }

  @Test
  void handsThePidAndTheOpenDescriptorsOn() throws IOException {
    layer.program("java", "#!/bin/sh\necho \"$$ $_LAMBDA_TELEMETRY_LOG_FD\" >&9\n");
    Path log = temp.resolve("log");

    layer.start(
        List.of(
            "/bin/sh",
            "-c",
            "echo $$; exec 9>"
                + log
                + "; exec "
                + layer.wrapper()
                + " "
                + layer.java()
                + " -cp a "
                + MAIN),
        Map.of("_LAMBDA_TELEMETRY_LOG_FD", "9"));

    assertThat(Files.readString(log)).matches("\\d+ 9\n");
  }

  @Test
  void endsAsJavaEnds() throws IOException {
    layer.program("java", "#!/bin/sh\nexit 23\n");

    assertThat(run("-cp", "a", MAIN, "handler").exit()).isEqualTo(23);
  }

  @Test
  void saysWhoCallsItWhenThereIsNoCommand() throws IOException {
    Layer.Run run = layer.start(List.of(layer.wrapper().toString()), Map.of());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("AWS_LAMBDA_EXEC_WRAPPER=" + layer.wrapper());
  }
}
