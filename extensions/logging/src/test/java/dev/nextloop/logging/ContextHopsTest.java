package dev.nextloop.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.logging.FunctionProcess.Library;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 64 invocations at once, each of which logs from loop, workers (virtual threads where the JVM has
 * them), threads of others, timers and contexts of Vert.x; their ids never mix. Neither in lines of
 * Lambda's nor in those of a plain pattern.
 */
class ContextHopsTest {
  private static final int EVENTS = 128;
  private static final int LINES = EVENTS * (Hopping.HOPS + 1);
  private static final String PATTERN = "%X{requestId} %X{traceId} %X{tenantId} %msg%n";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private static String trace(int number) {
    return "1-0000000a-%024d".formatted(number);
  }

  private static RuntimeApiScript events() {
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    for (int i = 1; i <= EVENTS; i++) {
      api.offer(
          Replies.event(
              RuntimeApiScript.id(i),
              System.currentTimeMillis() + 60_000,
              Replies.text("e" + i),
              "Lambda-Runtime-Trace-Id: Root=" + trace(i) + ";Sampled=1",
              "Lambda-Runtime-Aws-Tenant-Id: t" + i));
    }
    return api;
  }

  private Path plain() {
    return directory.resolve("plain.log");
  }

  private String configuration(Library library) throws Exception {
    Path file = directory.resolve("configuration.xml");
    String text =
        library == Library.LOGBACK
            ? "<configuration><appender name='P' class='ch.qos.logback.core.FileAppender'><file>"
                + plain()
                + "</file><encoder><pattern>"
                + PATTERN
                + "</pattern></encoder></appender>"
                + "<root level='INFO'><appender-ref ref='P'/></root></configuration>"
            : "<Configuration><Appenders><File name='P' fileName='"
                + plain()
                + "'><PatternLayout pattern='"
                + PATTERN
                + "'/></File></Appenders><Loggers><Root level='INFO'><AppenderRef ref='P'/></Root>"
                + "</Loggers></Configuration>";
    Files.writeString(file, text);
    String property =
        library == Library.LOGBACK ? "logback.configurationFile" : "log4j2.configurationFile";
    return "-D" + property + "=" + file;
  }

  private static String expected(int number, String message) {
    return RuntimeApiScript.id(number) + " " + trace(number) + " t" + number + " " + message;
  }

  private static int number(String message) {
    return Integer.parseInt(message.substring(24, 36));
  }

  private static List<String> lines(FunctionProcess function) throws Exception {
    List<String> lines = new ArrayList<>();
    BufferedReader output = function.lines();
    while (lines.size() < LINES) {
      JsonNode line = JSON.readTree(output.readLine());
      if (line.get("logger").asText().equals("test")) {
        lines.add(
            line.path("requestId").asText()
                + " "
                + line.path("traceId").asText()
                + " "
                + line.path("tenantId").asText()
                + " "
                + line.path("message").asText());
      }
    }
    return lines;
  }

  private static void assertOwn(List<String> lines) {
    assertThat(lines).hasSize(LINES);
    for (String line : lines) {
      String message = line.substring(line.length() - line.split(" ", 4)[3].length());
      assertThat(line).isEqualTo(expected(number(message), message));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LOGBACK,direct",
    "LOGBACK,socket",
    "LOG4J,direct",
    "LOG4J,socket",
    "NONE,direct",
    "NONE,socket"
  })
  void eachLineHasItsOwnIds(Library library, String engine) throws Exception {
    FunctionProcess.Plan plan =
        FunctionProcess.of(library, Hopping.class)
            .variable("NEXTLOOP_ENGINE", engine)
            .variable("NEXTLOOP_LOOPS", "2")
            .variable("AWS_LAMBDA_MAX_CONCURRENCY", "64");
    if (library != Library.NONE) {
      plan.option(configuration(library));
    }
    try (ScriptedServer server = ScriptedServer.serving(events());
        FunctionProcess function = plan.start(server, directory)) {
      assertOwn(lines(function));
      Duration limit = Duration.ofSeconds(20);
      server
          .awaitRequests(RuntimeCall.RESPONSE, EVENTS, limit)
          .forEach(
              answer ->
                  assertThat(library == Library.NONE || answer.target().contains(answer.text()))
                      .isTrue());
      function.stop();
      function.await();
      assertThat(function.errors()).isEmpty();
      if (library != Library.NONE) {
        List<String> plain = Files.readAllLines(plain());
        plain.removeIf(line -> !line.matches(".* (start|way \\d)"));
        assertOwn(plain);
      }
    }
  }
}
