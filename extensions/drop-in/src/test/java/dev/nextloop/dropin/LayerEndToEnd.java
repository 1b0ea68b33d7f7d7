package dev.nextloop.dropin;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree as it was laid out, on a real JVM. */
class LayerEndToEnd {
  private static final Path LAYER = Path.of("target/layer").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private static final Path RUNTIME = Path.of("../managed-runtime/target/runtime/lib");

  private static final List<Integer> STAND_IN_JAVA = List.of(17, 21, 25);

  @TempDir private Path temp;

  @Test
  void holdsTheJarsThatTheWrapperNamesAndNoOthers() throws IOException {
    Layer layer = Layer.in(temp);
    List<String> first = layer.jarNames(Map.of());
    List<String> named = layer.jarNames(Map.of("NEXTLOOP_ENGINE", "socket"));
    assertThat(named).startsWith(first.toArray(String[]::new)).hasSizeGreaterThan(first.size());
    for (String engine : List.of("", "direct", "AUTO")) {
      assertThat(layer.jarNames(Map.of("NEXTLOOP_ENGINE", engine))).isEqualTo(first);
    }
    assertThat(layer.jarNames(Map.of("NEXTLOOP_SETUP", "com.acme.Setup"))).isEqualTo(named);

    try (Stream<Path> files = Files.walk(LAYER)) {
      assertThat(files.filter(Files::isRegularFile).map(LAYER::relativize).map(Path::toString))
          .containsAll(named)
          .filteredOn(file -> file.endsWith(".jar"))
          .containsExactlyInAnyOrderElementsOf(named);
    }
    assertThat(Files.isExecutable(LAYER.resolve("nextloop-wrapper"))).isTrue();
  }

  @Test
  void servesWithTheseJarsOnly() throws Exception {
    long deadline = System.currentTimeMillis() + 60_000;
    RuntimeApiScript api = RuntimeApiScript.serving(deadline, "{\"n\":1}", "{\"n\":2}", "fail");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Process process = start(LAYER, server.authority(), Map.of());
      try {
        List<RecordedRequest> answers =
            server.awaitRequests(RuntimeCall.RESPONSE, 2, Duration.ofSeconds(60));
        assertThat(answers)
            .extracting(RecordedRequest::text)
            .containsExactly("{\"n\":1}", "{\"n\":2}");
        server.awaitRequests(RuntimeCall.ERROR, 1, Duration.ofSeconds(60));
      } finally {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(server.problems()).isEmpty();
    }
    assertThat(Files.readString(temp.resolve("log"))).doesNotContain("NoClassDefFoundError:");
  }

  @Test
  void pollsAsNextloopWithTheVariableAndAsAwssClientWithoutIt() throws Exception {
    assumeTrue(STAND_IN_JAVA.contains(Runtime.version().feature()), "no such managed runtime");
    RecordedRequest aws = answerOfTheRuntime(Map.of());
    RecordedRequest ours =
        answerOfTheRuntime(
            Map.of("AWS_LAMBDA_EXEC_WRAPPER", LAYER.resolve("nextloop-wrapper").toString()));

    assertThat(ours.text()).isEqualTo(aws.text()).isEqualTo("\"from Unchanged: tea\"");
    assertThat(ours.header("content-type")).isEqualTo(aws.header("content-type"));
    assertThat(aws.header("user-agent")).startsWith("aws-lambda-java/");
    assertThat(ours.header("user-agent")).contains("nextloop").doesNotStartWith("aws-lambda-java/");
  }

  /** One event on the stand-in for the managed runtime, with a function that knows no Nextloop. */
  private RecordedRequest answerOfTheRuntime(Map<String, String> variables) throws Exception {
    Path task = Files.createDirectories(temp.resolve("task/dev/nextloop/dropin"));
    Files.copy(
        Path.of("target/test-classes/dev/nextloop/dropin/Unchanged.class"),
        task.resolve("Unchanged.class"),
        REPLACE_EXISTING);
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "\"tea\"");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Path bootstrap = Path.of("../managed-runtime/target/runtime/bootstrap").toAbsolutePath();
      ProcessBuilder builder =
          new ProcessBuilder(bootstrap.toString())
              .directory(temp.resolve("task").toFile())
              .redirectErrorStream(true)
              .redirectOutput(temp.resolve("log").toFile());
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", server.authority());
      builder
          .environment()
          .put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + Runtime.version().feature());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("_HANDLER", Unchanged.class.getName() + "::answer");
      builder.environment().putAll(variables);
      Process process = builder.start();
      try {
        return server.awaitRequests(RuntimeCall.RESPONSE, 1, Duration.ofSeconds(60)).get(0);
      } finally {
        process.destroyForcibly();
        process.waitFor();
      }
    }
  }

  @Test
  void startsFromAnArchiveThatItMadeItself() throws Exception {
    Path opt = copyOfTheLayer();
    Path archives = opt.resolve("nextloop");
    serveOnce(opt, Map.of("NEXTLOOP_ARCHIVE_TO", archives.toString()));
    assertThat(archives.toFile().list((in, name) -> name.endsWith(".path"))).hasSize(1);

    serveOnce(opt, Map.of());

    assertThat(Files.readString(temp.resolve("log")))
        .containsPattern("dev\\.nextloop\\.launch\\.Main source: shared objects file")
        .doesNotContain("left out");
  }

  private void serveOnce(Path opt, Map<String, String> variables) throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "1");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Process process = start(opt, server.authority(), variables);
      server.awaitRequests(RuntimeCall.RESPONSE, 1, Duration.ofSeconds(60));
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Jars, too, where classes are to be archived: not from directories. */
  private Path copyOfTheLayer() throws IOException {
    Path opt = temp.resolve("opt");
    try (Stream<Path> files = Files.walk(LAYER)) {
      for (Path file : files.toList()) {
        Files.copy(file, opt.resolve(LAYER.relativize(file).toString()), COPY_ATTRIBUTES);
      }
    }
    return opt;
  }

  private Path function() throws IOException {
    Path jar = temp.resolve("function.jar");
    if (!Files.exists(jar)) {
      String name = Echo.class.getName().replace('.', '/') + ".class";
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(Path.of("target/test-classes", name), out);
      }
    }
    return jar;
  }

  /** By its start: its version is the parent's business. */
  private static Path theRuntimesJar(String name) throws IOException {
    try (Stream<Path> files = Files.list(RUNTIME)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow()
          .toRealPath();
    }
  }

  private Process start(Path opt, String authority, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                opt.resolve("nextloop-wrapper").toString(),
                JAVA.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load",
                "-classpath",
                theRuntimesJar("aws-lambda-java-core") + ":" + function(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                Echo.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", authority);
    return builder.start();
  }
}
