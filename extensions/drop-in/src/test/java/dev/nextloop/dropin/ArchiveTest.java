package dev.nextloop.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layer's archive of loaded classes, with a JDK that only says its version. */
class ArchiveTest {
  private static final String PATH = "/var/runtime/lib/a.jar:/var/runtime/lib/b.jar";
  private static final String OPENS = "--add-opens=java.base/java.net=ALL-UNNAMED";
  private static final List<String> LINE =
      List.of(
          "-Xshare:on",
          "-XX:SharedArchiveFile=base",
          "-Da",
          "-cp",
          PATH,
          "lambdainternal.AWSLambda");

  @TempDir private Path temp;
  private Layer layer;

  @BeforeEach
  void installTheLayer() throws IOException {
    layer = Layer.in(temp);
    Files.createDirectories(layer.directory().resolve("nextloop/lib"));
  }

  private Path archive(String name, String path) throws IOException {
    Path archive = Files.createFile(layer.directory().resolve("nextloop").resolve(name));
    Files.writeString(Path.of(archive + ".path"), path + "\n");
    return archive;
  }

  private Layer.Run run(String version, Map<String, String> variables, List<String> arguments)
      throws IOException {
    Path java = layer.program("jdk/bin/java", Layer.JAVA);
    Files.writeString(
        layer.directory().resolve("jdk/release"),
        "IMPLEMENTOR=\"a=b\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    List<String> command = new ArrayList<>();
    command.add(layer.wrapper().toString());
    command.add(java.toString());
    command.addAll(arguments);
    return layer.start(command, variables);
  }

  private List<String> onNextloop(String... options) throws IOException {
    List<String> expected = new ArrayList<>(List.of("-Da", "-cp", PATH + layer.jars()));
    expected.addAll(List.of(options));
    expected.addAll(layer.main());
    return expected;
  }

  @Test
  void standsOnTopOfTheRuntimesOwnAndIsNotRequired() throws IOException {
    Path archive = archive("17.0.15.jsa", PATH);

    Layer.Run run = run("17.0.15", Map.of(), LINE);

    assertThat(run.arguments())
        .isEqualTo(onNextloop("-Xshare:auto", "-XX:SharedArchiveFile=base:" + archive));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void standsAloneWhereTheRuntimeHasNone() throws IOException {
    Path archive = archive("17.0.15.jsa", PATH);

    assertThat(run("17.0.15", Map.of(), LINE.subList(2, LINE.size())).arguments())
        .isEqualTo(onNextloop("-Xshare:auto", "-XX:SharedArchiveFile=" + archive));
  }

  @Test
  void takesThePlaceOfTheRuntimesOwnFromJdk24On() throws IOException {
    Path archive = archive("25.0.3.aot", PATH);
    List<String> line = new ArrayList<>(LINE);
    line.add(0, "-XX:AOTCache=theirs");

    assertThat(run("25.0.3", Map.of(), line).arguments())
        .isEqualTo(onNextloop("-XX:AOTCache=" + archive));
  }

  @Test
  void isLeftOutWithOneLineAfterAnUpdateOfTheJdk() throws IOException {
    archive("17.0.14.jsa", PATH);

    Layer.Run run = run("17.0.15", Map.of(), LINE);

    assertThat(run.arguments()).startsWith("-Xshare:on", "-XX:SharedArchiveFile=base", "-Da");
    assertThat(run.err()).hasLineCount(1).contains("17.0.14.jsa", "17.0.15", "docs/drop-in.md");
  }

  @Test
  void isLeftOutWithOneLineAfterAnUpdateOfTheRuntimesJars() throws IOException {
    archive("17.0.15.jsa", "/var/runtime/lib/older.jar");

    Layer.Run run = run("17.0.15", Map.of(), LINE);

    assertThat(run.arguments()).isEqualTo(onNextloop("-Xshare:on", "-XX:SharedArchiveFile=base"));
    assertThat(run.err()).hasLineCount(1).contains("other jars");
  }

  @Test
  void isLeftOutWhereSomebodyElseHasASay() throws IOException {
    archive("25.0.3.aot", PATH);

    for (String options : List.of("-Xshare:off", "-javaagent:apm.jar", "-XX:AOTMode=off")) {
      Layer.Run run = run("25.0.3", Map.of("JAVA_TOOL_OPTIONS", options), LINE);

      assertThat(run.arguments()).startsWith("-Xshare:on");
      assertThat(run.err()).hasLineCount(1).contains("JAVA_TOOL_OPTIONS");
    }
    assertThat(run("25.0.3", Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"), LINE).err()).isEmpty();
  }

  @Test
  void isLeftOutForASnapshotWhereTheJvmRefusesItTheRuntimesOwnToo() throws IOException {
    archive("25.0.3.aot", PATH);
    List<String> line = new ArrayList<>(LINE.subList(2, LINE.size()));
    line.add(0, "-XX:AOTCache=theirs");
    Map<String, String> snapshot = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");

    Layer.Run run = run("25.0.3", snapshot, line);

    assertThat(run.arguments()).isEqualTo(onNextloop(OPENS));
    assertThat(run.err()).hasLineCount(1).contains("25.0.3.aot", "SnapStart");
    assertThat(run("21.0.7", snapshot, line).arguments()).isEqualTo(onNextloop(OPENS));
  }

  @Test
  void servesASnapshotOfTheJdksThatTakeItAllTheSame() throws IOException {
    Path archive = archive("17.0.15.jsa", PATH);

    Layer.Run run = run("17.0.15", Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"), LINE);

    assertThat(run.arguments())
        .isEqualTo(onNextloop("-Xshare:auto", "-XX:SharedArchiveFile=base:" + archive, OPENS));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void isLeftOutForAJdkThatDoesNotSayItsVersion() throws IOException {
    archive("17.0.15.jsa", PATH);

    Layer.Run run = layer.run(List.of(), Map.of(), LINE);

    assertThat(run.arguments()).startsWith("-Xshare:on");
    assertThat(run.err()).hasLineCount(1).contains("no known version");
  }

  @Test
  void isMadeByAVariableWithoutAgentsAndWithTheClassPathBesideIt() throws IOException {
    List<String> line = new ArrayList<>(LINE);
    line.add(0, "-javaagent:patch.jar");
    Map<String, String> variables = Map.of("NEXTLOOP_ARCHIVE_TO", temp.toString());

    assertThat(run("21.0.7", variables, line).arguments())
        .isEqualTo(
            onNextloop(
                "-Xshare:auto",
                "-XX:SharedArchiveFile=base",
                "-XX:ArchiveClassesAtExit=" + temp + "/21.0.7.jsa"));
    assertThat(run("25.0.3", variables, line).arguments())
        .isEqualTo(onNextloop("-XX:AOTCacheOutput=" + temp + "/25.0.3.aot"));
    assertThat(temp.resolve("21.0.7.jsa.path")).hasContent(PATH);
    assertThat(temp.resolve("25.0.3.aot.path")).hasContent(PATH);
  }
}
