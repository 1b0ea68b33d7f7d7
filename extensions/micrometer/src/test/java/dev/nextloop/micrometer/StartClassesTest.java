package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What metrics load, and when: nothing of Micrometer on the way to the first poll. */
class StartClassesTest {
  private static final int OURS_BEFORE_THEM = 13;

  @TempDir Path folder;

  @Test
  void micrometerIsLoadedBehindTheFirstPollAndWithoutItsHistograms() throws Exception {
    Path log = folder.resolve("classes.log");
    List<String> command =
        FunctionProcess.command(
            Functions.Plain.class.getName(), "-Xlog:class+load:file=" + log + ":none");
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "a", "b");
    try (ScriptedServer server = ScriptedServer.serving(api);
        FunctionProcess function = FunctionProcess.start(command, server, folder, Map.of())) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, Duration.ofSeconds(30));
      function.kill();
    }
    List<String> loaded = Files.readAllLines(log);
    assertThat(loaded)
        .noneMatch(
            name ->
                name.matches(
                    "(org\\.HdrHistogram|org\\.LatencyUtils|javax?\\.(lang\\.)?management)\\..*"));
    // Either comes first: the meters, or the first event.
    int binding =
        Math.min(
            first(loaded, "dev.nextloop.micrometer.internal.ClientMeters "),
            first(loaded, "dev.nextloop.micrometer.internal.Course "));
    int micrometer = first(loaded, "io.micrometer.");
    assertThat(binding).isPositive();
    assertThat(micrometer).isGreaterThan(binding);
    assertThat(
            loaded.subList(0, binding).stream()
                .filter(name -> name.startsWith("dev.nextloop.micrometer.")))
        .hasSizeLessThanOrEqualTo(OURS_BEFORE_THEM);
  }

  private static int first(List<String> loaded, String start) {
    for (int i = 0; i < loaded.size(); i++) {
      if (loaded.get(i).startsWith(start)) {
        return i;
      }
    }
    return -1;
  }
}
