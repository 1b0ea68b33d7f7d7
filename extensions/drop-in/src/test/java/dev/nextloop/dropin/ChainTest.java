package dev.nextloop.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nextloop.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    onNextloop = new ArrayList<>(List.of("-cp", "a" + layer.jars()));
    onNextloop.addAll(layer.main());
    onNextloop.add("h");
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
    assertThat(run.arguments().subList(1, 1 + onNextloop.size())).isEqualTo(onNextloop);
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
    assertThat(run.arguments().subList(1, 1 + onNextloop.size())).isEqualTo(onNextloop);
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

  /** Programs that the system or a shell would not start; some of them only for another machine. */
  static Stream<Arguments> brokenInEachShell() {
    String elf = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0";
    Map<String, String> broken = new LinkedHashMap<>();
    broken.put("#!/no/such/shell -e\n", "needs the interpreter '/no/such/shell'");
    broken.put("#! /usr/bin/env nonesuch\n", "needs the interpreter 'nonesuch'");
    broken.put("#!/bin/sh\r\nexec \"$@\"\r\n", "has lines that end as on Windows");
    broken.put(elf + "\363\0\1\0\0\0of RISC-V\n", "is made for another machine");
    broken.put("PK\3\4\0(a zip;;\n", "is neither a script with a #! line nor a program");
    broken.put("", "is empty");
    return Layer.shells()
        .flatMap(
            shell ->
                broken.entrySet().stream()
                    .map(entry -> Arguments.of(shell, entry.getKey(), entry.getValue())));
  }

  @ParameterizedTest
  @MethodSource("brokenInEachShell")
  void runsTheFunctionWithoutANextWrapperThatIsBrokenAndSaysSoInOneLine(
      List<String> shell, String content, String why) throws IOException {
    Path vendor =
        Programs.write(temp.resolve("vendor"), content.getBytes(StandardCharsets.ISO_8859_1));

    Layer.Run run = startEcho(shell, vendor);

    assertThat(run.out()).isEqualTo(String.join(" ", onNextloop) + "\n");
    assertThat(run.err()).hasLineCount(1).contains("'" + vendor + "', which " + why);
    assertThat(run.exit()).isZero();
  }

  /** With a real program in place of java: only such a one is of some machine. */
  private Layer.Run startEcho(List<String> shell, Path next) throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.addAll(List.of(layer.wrapper().toString(), "/bin/echo"));
    command.addAll(COMMAND);
    return layer.start(command, Map.of("NEXTLOOP_NEXT_WRAPPER", next.toString()));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void runsTheFunctionWithoutANextWrapperThatOnlyTheSystemFindsBroken(List<String> shell)
      throws IOException {
    // busybox takes a broken program for a script of its own, and ends with it.
    assumeThat(shell.get(0)).doesNotEndWith("busybox");
    byte[] whole = Files.readAllBytes(Path.of("/bin/echo"));
    Path vendor = Programs.write(temp.resolve("vendor"), Arrays.copyOf(whole, 300));

    Layer.Run run = startEcho(shell, vendor);

    assertThat(run.out()).isEqualTo(String.join(" ", onNextloop) + "\n");
    assertThat(run.err().lines().filter(line -> line.startsWith("nextloop-wrapper: ")))
        .singleElement()
        .asString()
        .contains("'" + vendor + "', which the system does not start; started without it");
  }

  static Stream<List<String>> shells() {
    return Layer.shells();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void startsANextWrapperOfAnyKind(List<String> shell) throws IOException {
    for (String first : List.of("#!/bin/sh", "#! /bin/sh -e", "#!/usr/bin/env sh", "")) {
      Path vendor = layer.program("vendor", first + "\njava=$1\nshift\nexec $java vendor \"$@\"\n");

      Layer.Run run =
          layer.run(
              shell,
              Map.of("NEXTLOOP_NEXT_WRAPPER", vendor.toString(), "PATH", "/usr/bin:/bin"),
              COMMAND);

      assertThat(run.arguments().get(0)).isEqualTo("vendor");
      assertThat(run.arguments().subList(1, 1 + onNextloop.size())).isEqualTo(onNextloop);
      assertThat(run.err()).isEmpty();
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
