package dev.nextloop.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree as it was laid out, on a real JVM. */
class LayerEndToEnd {
  private static final Path LAYER = Path.of("target/layer").toAbsolutePath();
  private static final Path WRAPPER = LAYER.resolve("nextloop-wrapper");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path temp;

  @Test
  void holdsTheJarsThatTheWrapperNamesAndNoOthers() throws IOException {
    Layer layer = Layer.in(temp);
    List<String> named =
        Arrays.stream(layer.jars().substring(1).split(":"))
            .map(jar -> layer.directory().relativize(Path.of(jar)).toString())
            .toList();

    try (Stream<Path> files = Files.walk(LAYER)) {
      assertThat(files.filter(Files::isRegularFile).map(LAYER::relativize).map(Path::toString))
          .containsAll(named)
          .filteredOn(file -> file.endsWith(".jar"))
          .containsExactlyInAnyOrderElementsOf(named);
    }
    assertThat(Files.isExecutable(WRAPPER)).isTrue();
  }

  @Test
  void servesWithTheseJarsOnly() throws Exception {
    long deadline = System.currentTimeMillis() + 60_000;
    RuntimeApiScript api = RuntimeApiScript.serving(deadline, "{\"n\":1}", "{\"n\":2}", "fail");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Process process = start(server.authority());
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
    assertThat(Files.readString(temp.resolve("log"))).doesNotContain("NoClassDefFound");
  }

  private Process start(String authority) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                WRAPPER.toString(),
                JAVA.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                Echo.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("AWS_LAMBDA_RUNTIME_API", authority));
    return builder.start();
  }
}
