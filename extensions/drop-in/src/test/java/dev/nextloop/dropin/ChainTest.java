package dev.nextloop.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another vendor's wrapper behind ours, and in front of it. */
class ChainTest {
  private static final List<String> COMMAND = List.of("-cp", "a", "lambdainternal.AWSLambda", "h");
  private static final String JAVA = "#!/bin/sh\nprintf '%s\\0' \"$JAVA_TOOL_OPTIONS\" \"$@\"\n";

  @TempDir private Path temp;
  private Layer layer;
  private List<String> onNextloop;

  @BeforeEach
  void installTheLayer() throws IOException {
    layer = Layer.in(temp);
    onNextloop =
        List.of(
            "-cp",
            "a" + layer.jars(),
            "-Dnextloop.handler-provider=dev.nextloop.awscore.AwsHandlerProvider",
            "-Dorg.crac.Core.Compat=dev.nextloop.crac",
            "dev.nextloop.launch.Main",
            "h");
  }

  private Layer.Run run(String next) throws IOException {
    return layer.run(List.of(), Map.of("NEXTLOOP_NEXT_WRAPPER", next), COMMAND);
  }

  @Test
  void theNextWrapperGetsTheChangedCommandLineAndMayAddToIt() throws IOException {
    Path vendor =
        layer.program(
            "vendor", "#!/bin/sh\njava=$1\nshift\nexec \"$java\" -javaagent:vendor.jar \"$@\"\n");

    Layer.Run run = run(vendor.toString());

    assertThat(run.arguments().get(0)).isEqualTo("-javaagent:vendor.jar");
    assertThat(run.arguments().subList(1, 6)).isEqualTo(onNextloop);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theNextWrapperMaySetVariablesForTheJvm() throws IOException {
    layer.program("java", JAVA);
    Path vendor =
        layer.program(
            "vendor", "#!/bin/sh\nexport JAVA_TOOL_OPTIONS=-javaagent:vendor.jar\nexec \"$@\"\n");

    assertThat(run(vendor.toString()).arguments().get(0)).isEqualTo("-javaagent:vendor.jar");
  }

  @Test
  void theOtherWrapperMayAlsoStandInFront() throws IOException {
    Path vendor =
        layer.program(
            "vendor",
            "#!/bin/sh\njava=$1\nshift\nexec " + layer.wrapper() + " \"$java\" -Dvendor \"$@\"\n");

    Layer.Run run =
        layer.start(
            List.of(
                vendor.toString(),
                layer.java().toString(),
                "-cp",
                "a",
                "lambdainternal.AWSLambda",
                "h"),
            Map.of());

    assertThat(run.arguments().get(0)).isEqualTo("-Dvendor");
    assertThat(run.arguments().subList(1, 6)).isEqualTo(onNextloop);
  }

  @Test
  void theNextWrapperIsStartedForAnUnknownCommandLineToo() throws IOException {
    Path vendor = layer.program("vendor", "#!/bin/sh\nexec \"$@\" vendor\n");

    Layer.Run run =
        layer.run(
            List.of(),
            Map.of("NEXTLOOP_NEXT_WRAPPER", vendor.toString()),
            List.of("com.acme.Main"));

    assertThat(run.arguments()).containsExactly("com.acme.Main", "vendor");
  }

  @Test
  void runsTheFunctionWithoutANextWrapperThatCannotBeRun() throws IOException {
    for (String next : List.of("/no/such", layer.directory().toString())) {
      Layer.Run run = run(next);

      assertThat(run.arguments()).isEqualTo(onNextloop);
      assertThat(run.err()).hasLineCount(1).contains("'" + next + "'", "remove the variable");
    }
  }

  @Test
  void runsTheFunctionWhenTheVariableNamesThisWrapper() throws IOException {
    Layer.Run run = run(layer.wrapper().toString());

    assertThat(run.arguments()).isEqualTo(onNextloop);
    assertThat(run.err()).hasLineCount(1).contains("names this wrapper itself");
  }

  @Test
  void runsTheFunctionWhenTheNextWrapperCallsThisOneAgain() throws IOException {
    for (String how : List.of("exec ", "")) {
      Path vendor = layer.program("vendor", "#!/bin/sh\n" + how + layer.wrapper() + " \"$@\"\n");

      Layer.Run run = run(vendor.toString());

      assertThat(run.arguments()).isEqualTo(onNextloop);
      assertThat(run.err()).hasLineCount(1).contains("loops", "'" + vendor + "'");
    }
  }
}
