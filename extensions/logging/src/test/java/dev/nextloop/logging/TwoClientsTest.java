package dev.nextloop.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.logging.FunctionProcess.Library;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of one JVM share the log; each line is there once, with the ids of its own client. */
class TwoClientsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;

  private static ScriptedServer server(String id, String event) throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    return ScriptedServer.serving(
        api.offer(Replies.event(id, System.currentTimeMillis() + 60_000, Replies.text(event))));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "LOG4J", "NONE"})
  void eachLineIsThereOnceAndItsOwn(Library library) throws Exception {
    try (ScriptedServer first = server("id-1", "of the first");
        ScriptedServer second = server("id-2", "of the second");
        FunctionProcess function =
            FunctionProcess.of(library, Talking.class)
                .main(TwoClients.class)
                .variable("OTHER_API", second.authority())
                .variable("AWS_LAMBDA_LOG_LEVEL", "INFO")
                .start(first, directory)) {
      first.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      second.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      function.stop();
      List<String> lines = new ArrayList<>(function.lines().lines().toList());
      lines.removeIf(line -> !line.contains("logger=test"));

      assertThat(lines)
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).contains("\tid-1\tINFO\tof the first"),
              line -> assertThat(line).contains("\tid-2\tINFO\tof the second"));
    }
  }
}
