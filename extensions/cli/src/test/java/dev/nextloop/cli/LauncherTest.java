package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script ./nextloop, in a checkout whose Maven and whose JDK only pretend. */
class LauncherTest {
  private static final String MVNW =
      """
      #!/bin/sh
      echo "$@" >>calls
      [ ! -f broken ] || { echo '[ERROR] it is broken'; exit 1; }
      echo '[INFO] Building nextloop 0.1 [1/2]'
      mkdir -p extensions/cli/target
      : >extensions/cli/target/nextloop.built
      """;

  @TempDir private Path temp;
  private Path home;
  private Path jdk;

  @BeforeEach
  void pretend() throws IOException {
    home = Files.createDirectory(temp.resolve("check out"));
    for (String directory : List.of("bom", "framework/src/main/java", "extensions", "samples")) {
      Files.createDirectories(home.resolve(directory));
    }
    Files.createFile(home.resolve("pom.xml"));
    Programs.write(home.resolve("nextloop"), Files.readString(Checkout.top().resolve("nextloop")));
    Programs.write(home.resolve("mvnw"), MVNW);
    jdk = temp.resolve("jdk");
    fakeJava("17.0.9");
    Programs.write(jdk.resolve("bin/javac"), "#!/bin/sh\n");
  }

  private void fakeJava(String version) throws IOException {
    Programs.write(
        jdk.resolve("bin/java"),
        """
        #!/bin/sh
        [ "$1" != -version ] || { echo 'openjdk version "%s"' >&2; exit; }
        printf '%%s\\n' "$@"
        """
            .formatted(version));
  }

  private Script start(Map<String, String> variables, String... arguments) throws Exception {
    Map<String, String> all = new TreeMap<>(variables);
    all.putIfAbsent("PATH", toolsWithoutJava().toString());
    List<String> command = new ArrayList<>();
    command.add(home.resolve("nextloop").toString());
    command.addAll(List.of(arguments));
    return Script.run(temp, all, command);
  }

  /** The few programs that the launcher uses, and nothing else. */
  private Path toolsWithoutJava() throws IOException {
    Path tools = temp.resolve("tools");
    if (!Files.exists(tools)) {
      Files.createDirectory(tools);
      for (String tool :
          List.of(
              "find",
              "head",
              "tail",
              "sed",
              "cat",
              "tee",
              "mkdir",
              "touch",
              "rm",
              "grep",
              "readlink",
              "ln",
              "sleep")) {
        Path from =
            Stream.of("/usr/bin", "/bin")
                .map(directory -> Path.of(directory, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Programs.write(tools.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(from));
      }
    }
    return tools;
  }

  private List<String> builds() throws IOException {
    Path calls = home.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @Test
  void saysWhatIsNeededWithoutAnyJava() throws Exception {
    Script run = start(Map.of());

    assertThat(run.exit()).isEqualTo(70);
    assertThat(run.err()).contains("no java found", "JDK, 17 or later", "JAVA_HOME");
    assertThat(builds()).isEmpty();
  }

  @Test
  void namesAJavaHomeThatHasNoJava() throws Exception {
    Script run = start(Map.of("JAVA_HOME", "/no/such/jdk"));

    assertThat(run.exit()).isEqualTo(70);
    assertThat(run.err()).contains("JAVA_HOME is /no/such/jdk", "no bin/java");
  }

  @Test
  void refusesToBuildWithAnOldJdk() throws Exception {
    fakeJava("11.0.2");

    Script run = start(Map.of("JAVA_HOME", jdk.toString()));

    assertThat(run.exit()).isEqualTo(70);
    assertThat(run.err()).contains("is version 11, but 17 or later is needed");
  }

  @Test
  void refusesToBuildWithoutACompiler() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));

    Script run = start(Map.of("JAVA_HOME", jdk.toString()));

    assertThat(run.exit()).isEqualTo(70);
    assertThat(run.err()).contains("has no javac");
  }

  @Test
  void buildsOnFirstUseInSilenceAndHandsTheArgumentsOver() throws Exception {
    Script run = start(Map.of("JAVA_HOME", jdk.toString()), "invoke", "my function", "*");

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(builds()).hasSize(1);
    assertThat(run.out().lines())
        .endsWith("dev.nextloop.cli.Main", "invoke", "my function", "*")
        .contains("-Dnextloop.home=" + home.toRealPath(), "-Dnextloop.terminal=false");
  }

  @Test
  void buildsNotAgainWhileNoSourceIsNewer() throws Exception {
    start(Map.of("JAVA_HOME", jdk.toString()));
    start(Map.of("JAVA_HOME", jdk.toString()));

    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewerButNotForTests() throws Exception {
    start(Map.of("JAVA_HOME", jdk.toString()));
    Path test =
        Files.createDirectories(home.resolve("framework/src/test/java")).resolve("ATest.java");
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(Files.createFile(test), later);
    start(Map.of("JAVA_HOME", jdk.toString()));
    assertThat(builds()).hasSize(1);

    Path source = Files.createFile(home.resolve("framework/src/main/java/A.java"));
    Files.setLastModifiedTime(source, later);
    start(Map.of("JAVA_HOME", jdk.toString()));

    assertThat(builds()).hasSize(2);
  }

  @Test
  void buildsOnceWhenSeveralStartAtTheSameTime() throws Exception {
    toolsWithoutJava();
    ExecutorService several = Executors.newFixedThreadPool(3);
    try {
      List<Future<Script>> runs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        runs.add(several.submit(() -> start(Map.of("JAVA_HOME", jdk.toString()))));
      }
      for (Future<Script> run : runs) {
        assertThat(run.get().exit()).isZero();
      }
    } finally {
      several.shutdown();
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void takesTheLockOfALauncherThatWasKilled() throws Exception {
    Path target = Files.createDirectories(home.resolve("extensions/cli/target"));
    // Linux gives no process a number above 2^22.
    Files.createSymbolicLink(target.resolve("nextloop.lock"), Path.of("4194305"));

    assertThat(start(Map.of("JAVA_HOME", jdk.toString())).exit()).isZero();

    assertThat(builds()).hasSize(1);
    assertThat(Files.isSymbolicLink(target.resolve("nextloop.lock"))).isFalse();
  }

  @Test
  void saysWhereItCannotWriteInsteadOfWaitingForALock() throws Exception {
    Files.createFile(Files.createDirectories(home.resolve("extensions/cli")).resolve("target"));

    Script run = start(Map.of("JAVA_HOME", jdk.toString()));

    assertThat(run.exit()).isEqualTo(70);
    assertThat(run.err()).contains("can't write to", "extensions/cli/target");
  }

  @Test
  void showsWhyABuildFailedAndWhereAllOfItIs() throws Exception {
    Files.createFile(home.resolve("broken"));
    Path target = Files.createDirectories(home.resolve("extensions/cli/target"));
    Files.createFile(target.resolve("nextloop.begun.well"));

    Script run = start(Map.of("JAVA_HOME", jdk.toString()));

    assertThat(run.exit()).isEqualTo(70);
    assertThat(run.err())
        .contains("[ERROR] it is broken", "the build failed", "nextloop-build.log");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void findsTheCheckoutThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("nl"), home.resolve("nextloop"));

    Script run =
        Script.run(
            temp,
            Map.of("JAVA_HOME", jdk.toString(), "PATH", toolsWithoutJava().toString()),
            List.of(link.toString()));

    assertThat(run.out()).contains("-Dnextloop.home=" + home.toRealPath());
  }
}
