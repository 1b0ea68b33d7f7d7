package lambdainternal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bootstrap in the tree that the build lays out, with JDKs that only print their arguments. */
class BootstrapTest {
  private static final String AWS_CLIENT =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String PRINT = "#!/bin/sh\necho \"$0\"\nprintf '%s\\n' \"$@\"\n";

  @TempDir private Path temp;
  private final Path runtime = Path.of("target/runtime").toAbsolutePath();
  private final Map<String, String> variables = new TreeMap<>();

  /** What a program printed, both streams, and how it ended. */
  private record Ended(int status, List<String> lines) {}

  @BeforeEach
  void startAsLambdaDoes() {
    variables.put("PATH", "/usr/bin:/bin");
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java17");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    variables.put("_HANDLER", "com.acme.Fn::handle it");
  }

  private Path program(String name, String script) throws IOException {
    return Programs.write(temp.resolve(name), script);
  }

  private Path jdk(String name, int version) throws IOException {
    program(name + "/bin/java", PRINT);
    Files.writeString(temp.resolve(name + "/release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    return temp.resolve(name);
  }

  private void named(int version) throws IOException {
    variables.put("NEXTLOOP_JAVA_" + version, jdk("jdk-" + version, version).toString());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + version);
  }

  private Ended start(String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(runtime.resolve("bootstrap").toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().putAll(variables);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), printed.lines().toList());
  }

  @Test
  void givesAwssClientTheArgumentsThatTheManagedRuntimeDoes() throws Exception {
    named(17);

    List<String> lines = start().lines();

    assertThat(lines)
        .startsWith(
            temp.resolve("jdk-17/bin/java").toString(),
            "-XX:MaxHeapSize=445645k",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:+TieredCompilation",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-XX:+ErrorFileToStderr")
        .endsWith(AWS_CLIENT, "com.acme.Fn::handle it");
    assertThat(lines.get(lines.size() - 4)).isEqualTo("-classpath");
    String classPath = lines.get(lines.size() - 3);
    assertThat(classPath.split(":")).allSatisfy(jar -> assertThat(Path.of(jar)).isRegularFile());
    assertThat(classPath)
        .contains("aws-lambda-java-core-", "runtime-interface-client-", "serialization-");
    assertThat(lines.get(9).replaceFirst(".*JNI=", ""))
        .satisfies(jni -> assertThat(Path.of(jni)).isRegularFile());
  }

  @ParameterizedTest
  @CsvSource({"128,111412", "256,222823", "512,445645", "2048,1848320", "10240,10236928"})
  void givesTheHeapItsShareOfTheMemory(String megabytes, String kilobytes) throws Exception {
    named(17);
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", megabytes);

    assertThat(start().lines()).contains("-XX:MaxHeapSize=" + kilobytes + "k");
  }

  @ParameterizedTest
  @CsvSource({
    "21,on-demand,true",
    "21,snap-start,true",
    "25,on-demand,true",
    "25,snap-start,false",
    "25,provisioned-concurrency,false"
  })
  void stopsTheCompilerEarlyUnlessNobodyWaitsForIt(int version, String init, boolean stops)
      throws Exception {
    named(version);
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", init);

    assertThat(start().lines().contains("-XX:TieredStopAtLevel=1")).isEqualTo(stops);
  }

  @ParameterizedTest
  @CsvSource({"17,-Xshare:on -XX:SharedArchiveFile=", "25,-XX:AOTCache="})
  void namesAnArchiveAsAwssRuntimeNamesItsOwn(int version, String options) throws Exception {
    named(version);
    Path archive = Files.createFile(temp.resolve("archive"));
    variables.put("NEXTLOOP_MANAGED_ARCHIVE", archive.toString());

    assertThat(String.join(" ", start().lines()))
        .contains(" " + options + archive + " ")
        .doesNotContain("-Xshare:auto");

    Files.delete(archive);
    assertThat(start().lines()).singleElement().asString().contains("which is no file");
  }

  @Test
  void namesTheOlderMainClassWhenAsked() throws Exception {
    named(17);
    variables.put("NEXTLOOP_MANAGED_MAIN", AWSLambda.class.getName());

    assertThat(start().lines()).endsWith("lambdainternal.AWSLambda", "com.acme.Fn::handle it");
  }

  @Test
  void handsEverythingToTheWrapper() throws Exception {
    named(17);
    List<String> plain = start().lines();
    Path wrapper = program("opt/wrap per", PRINT);
    variables.put("AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString());

    List<String> wrapped = start().lines();

    assertThat(wrapped.get(0)).isEqualTo(wrapper.toString());
    assertThat(wrapped.subList(1, wrapped.size())).isEqualTo(plain);
  }

  @Test
  void namesAWrapperThatCannotBeRun() throws Exception {
    named(17);
    Path wrapper = Files.createFile(temp.resolve("plain"));
    variables.put("AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString());

    Ended ended = start();

    assertThat(ended.status()).isEqualTo(126);
    assertThat(ended.lines())
        .singleElement()
        .asString()
        .contains("AWS_LAMBDA_EXEC_WRAPPER names '" + wrapper + "'", "mode 0755");
  }

  @Test
  void takesTheJdkOfJavaHomeBeforeThatOnThePath() throws Exception {
    Path home = jdk("home", 99);
    variables.put("JAVA_HOME", home.toString());
    variables.put("PATH", jdk("other", 99).resolve("bin") + ":/usr/bin:/bin");

    assertThat(start("--jdk", "99").lines()).containsExactly(home.toRealPath().toString());
  }

  @Test
  void findsAJdkOnThePathThroughALink() throws Exception {
    Path home = jdk("home", 99);
    Path bin = Files.createDirectory(temp.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));
    variables.put("PATH", bin + ":/usr/bin:/bin");

    assertThat(start("--jdk", "99").lines()).containsExactly(home.toRealPath().toString());
  }

  @Test
  void asksAJavaThatHasNoReleaseFileForItsVersion() throws Exception {
    program("home/bin/java", "#!/bin/sh\necho 'openjdk version \"99.0.1\" 2030-01-01' >&2\n");
    variables.put("JAVA_HOME", temp.resolve("home").toString());

    assertThat(start("--jdk", "99").status()).isZero();
  }

  @Test
  void saysWhereItLookedWhenNoJdkOfThatVersionIsThere() throws Exception {
    variables.put("JAVA_HOME", jdk("home", 98).toString());

    Ended ended = start("--jdk", "99");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.lines())
        .singleElement()
        .asString()
        .contains(
            "no JDK 99 found for the runtime java99",
            "$NEXTLOOP_JAVA_99 (not set)",
            "$JAVA_HOME (" + temp.resolve("home") + ")",
            "/usr/lib/jvm/*",
            "set NEXTLOOP_JAVA_99");
  }

  @Test
  void refusesANamedJdkOfAnotherVersion() throws Exception {
    variables.put("NEXTLOOP_JAVA_99", jdk("home", 98).toString());

    assertThat(start("--jdk", "99").lines())
        .singleElement()
        .asString()
        .contains("NEXTLOOP_JAVA_99 names '" + temp.resolve("home") + "', which is JDK 98");
  }

  @Test
  void refusesAnExecutionEnvironmentOfAnotherLanguage() throws Exception {
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_python3.13");

    Ended ended = start();

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.lines()).singleElement().asString().contains("AWS_Lambda_python3.13");
  }
}
