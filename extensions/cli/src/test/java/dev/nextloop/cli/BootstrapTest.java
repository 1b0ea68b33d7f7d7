package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime layer's bootstrap, with a java that prints its name and its arguments. */
class BootstrapTest {
  private static final String FAKE_JAVA = "#!/bin/sh\necho \"$0\" $$\nprintf '%s\\n' \"$@\"\n";

  @TempDir private Path temp;
  private Path layer;
  private Path bootstrap;

  @BeforeEach
  void installTheLayer() throws IOException {
    layer = Files.createDirectory(temp.resolve("opt"));
    bootstrap =
        Programs.write(
            layer.resolve("bootstrap"),
            Files.readString(Checkout.top().resolve("extensions/layer/src/main/layer/bootstrap")));
  }

  private Script start(Map<String, String> variables) throws Exception {
    Map<String, String> all = new TreeMap<>(variables);
    all.putIfAbsent("PATH", temp.resolve("empty").toString());
    return Script.run(temp, all, List.of(bootstrap.toString()));
  }

  private Path fakeJava(String path) throws IOException {
    return Programs.write(temp.resolve(path), FAKE_JAVA);
  }

  @Test
  void takesTheNamedJavaBeforeAllOthers() throws Exception {
    fakeJava("opt/jre/bin/java");
    Path named = fakeJava("named/java");

    assertThat(start(Map.of("NEXTLOOP_JAVA", named.toString())).out()).startsWith(named + " ");
  }

  @Test
  void takesTheLayersOwnRuntimeBeforeThatOnThePath() throws Exception {
    Path own = fakeJava("opt/jre/bin/java");
    fakeJava("bin/java");

    assertThat(start(Map.of("PATH", temp.resolve("bin").toString())).out()).startsWith(own + " ");
  }

  @Test
  void takesJavaOnThePathWhenNoOtherIsThere() throws Exception {
    Path onPath = fakeJava("bin/java");

    assertThat(start(Map.of("PATH", onPath.getParent().toString())).out()).startsWith(onPath + " ");
  }

  @Test
  void saysWhereItLookedWhenThereIsNoJava() throws Exception {
    Script run = start(Map.of());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no java found", layer + "/jre/bin/java", "NEXTLOOP_JAVA");
  }

  @Test
  void refusesANamedJavaThatCannotBeRun() throws Exception {
    Script run = start(Map.of("NEXTLOOP_JAVA", "/no/such/java"));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("'/no/such/java'");
  }

  @Test
  void putsTheJarsOfTheFirstPollBeforeTheOthersOfTheLayer() throws Exception {
    Path java = fakeJava("named/java");
    Path lib = Files.createDirectories(layer.resolve("java/lib"));
    for (String jar :
        List.of("a", "netty-common-4", "nextloop-1", "nextloop-shell-1", "vertx-core-5")) {
      Files.createFile(lib.resolve(jar + ".jar"));
    }

    assertThat(start(Map.of("NEXTLOOP_JAVA", java.toString(), "LAMBDA_TASK_ROOT", "/t")).out())
        .contains(
            "/t:/t/lib/*:"
                + Stream.of("nextloop-1.jar", "vertx-core-5.jar", "netty-common-4.jar", "*")
                    .map(name -> lib + "/" + name)
                    .collect(Collectors.joining(":"))
                + "\n");
  }

  @Test
  void putsTheTaskRootBeforeTheLayerOnTheClassPathAndExpandsNothing() throws Exception {
    Path java = fakeJava("named/java");
    Files.createDirectories(layer.resolve("java/lib"));
    Files.createFile(layer.resolve("java/lib/a.jar"));

    List<String> arguments =
        start(Map.of("NEXTLOOP_JAVA", java.toString(), "LAMBDA_TASK_ROOT", "/my task"))
            .out()
            .lines()
            .toList();

    assertThat(arguments)
        .containsSubsequence(
            "-cp", "/my task:/my task/lib/*:" + layer + "/java/lib/*", "dev.nextloop.launch.Main");
    assertThat(arguments).last().isEqualTo("dev.nextloop.launch.Main");
  }

  @Test
  void shutsTheDoorForDebuggersAndTakesTheSmallCollectorBelowOneCore() throws Exception {
    Path java = fakeJava("named/java");

    assertThat(start(Map.of("NEXTLOOP_JAVA", java.toString())).out())
        .contains("-XX:+DisableAttachMechanism", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    assertThat(
            start(
                    Map.of(
                        "NEXTLOOP_JAVA",
                        java.toString(),
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "1769"))
                .out())
        .doesNotContain("UseSerialGC");
  }

  @Test
  void addsTheOptionsOfTheFunctionBehindItsOwnWithoutRunningThem() throws Exception {
    Path java = fakeJava("named/java");
    Files.createFile(temp.resolve("file"));

    List<String> arguments =
        new ArrayList<>(
            start(
                    Map.of(
                        "NEXTLOOP_JAVA",
                        java.toString(),
                        "NEXTLOOP_JAVA_OPTS",
                        "-Da=$(touch x) -Db=* -XX:TieredStopAtLevel=4"))
                .out()
                .lines()
                .toList());

    assertThat(arguments)
        .containsSubsequence(
            "-XX:TieredStopAtLevel=1", "-Da=$(touch", "x)", "-Db=*", "-XX:TieredStopAtLevel=4");
    assertThat(temp.resolve("x")).doesNotExist();
  }

  @Test
  void becomesTheJvmSoThatSignalsReachIt() throws Exception {
    Path java = fakeJava("named/java");
    Path pid = temp.resolve("pid");

    Script run =
        Script.run(
            temp,
            Map.of("NEXTLOOP_JAVA", java.toString(), "PATH", "/usr/bin:/bin"),
            List.of("/bin/sh", "-c", "echo $$ > " + pid + "; exec " + bootstrap));

    assertThat(run.out()).startsWith(java + " " + Files.readString(pid).strip() + "\n");
  }
}
