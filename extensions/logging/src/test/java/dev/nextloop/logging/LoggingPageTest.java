package dev.nextloop.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.logging.FunctionProcess.Library;
import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/logging.md} says is so. */
class LoggingPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Path PAGE = Path.of("../../docs/logging.md");
  private static final Pattern XML = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path classes;
  @TempDir Path directory;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    assertThat(Page.named("logging.md").compile(classes)).isEqualTo(2);
  }

  private static ScriptedServer server() throws Exception {
    return ScriptedServer.serving(
        RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "cup"));
  }

  private FunctionProcess.Plan orders(Library library) {
    return FunctionProcess.of(library, "shop.Orders")
        .classes(classes)
        .variable("AWS_LAMBDA_LOG_LEVEL", "INFO")
        .variable("AWS_LAMBDA_LOG_FORMAT", "JSON");
  }

  private static void assertSold(JsonNode line) {
    assertThat(line.get("message").asText()).isEqualTo("sold cup");
    assertThat(line.get("requestId").asText()).isEqualTo(RuntimeApiScript.id(1));
    assertThat(line.get("logger").asText()).isEqualTo("shop.Orders");
    assertThat(line.get("price").asInt()).isEqualTo(3);
    assertThat(line.get("apiToken").asText()).isEqualTo("***");
  }

  @Test
  void theHandlerWritesTheLineOfThePage() throws Exception {
    try (ScriptedServer server = server();
        FunctionProcess function = orders(Library.LOG4J).start(server, directory)) {
      assertSold(new ObjectMapper().readTree(function.lines().readLine()));
    }
  }

  /** The first snippet is Logback's, the second Log4j's. */
  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "LOG4J"})
  void configurationsOfYourOwnWriteIt(Library library) throws Exception {
    Matcher xml = XML.matcher(Files.readString(PAGE));
    boolean logback = library == Library.LOGBACK;
    assertThat(xml.find() && (logback || xml.find())).isTrue();
    Path file = Files.writeString(directory.resolve("own.xml"), xml.group(1));
    String property = logback ? "logback.configurationFile" : "log4j2.configurationFile";
    try (ScriptedServer server = server();
        FunctionProcess function =
            orders(library)
                .variable("NEXTLOOP_SETUP", MdcSetup.class.getName())
                .option("-D" + property + "=" + file)
                .start(server, directory)) {
      assertSold(new ObjectMapper().readTree(function.lines().readLine()));
      assertThat(function.errors()).isEmpty();
    }
  }

  /** Runs in a JVM of its own, because it takes the root logger. */
  @Test
  void theProgramOfYourOwnDoesToo() throws Exception {
    try (ScriptedServer server = server();
        FunctionProcess function =
            orders(Library.LOGBACK).main(ShopProgram.class).start(server, directory)) {
      BufferedReader output = function.lines();
      String line = output.readLine();
      // Vert.x is started, and logs, before the setup.
      while (!line.startsWith("{")) {
        line = output.readLine();
      }
      assertSold(new ObjectMapper().readTree(line));
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
    }
  }
}
