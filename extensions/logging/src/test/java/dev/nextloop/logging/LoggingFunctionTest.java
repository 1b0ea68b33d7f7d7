package dev.nextloop.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.logging.FunctionProcess.Library;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stand-alone functions with each library, and their log as the platform reads it. */
class LoggingFunctionTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  private static ScriptedServer server(String... events) throws Exception {
    return ScriptedServer.serving(
        RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events));
  }

  private static FunctionProcess.Plan plan(Library library) {
    return FunctionProcess.of(library, Talking.class).variable("AWS_LAMBDA_LOG_LEVEL", "INFO");
  }

  private static List<String> allLines(FunctionProcess function) throws Exception {
    function.stop();
    // Lines as the platform reads them: a carriage return ends none.
    byte[] output = function.output().readAllBytes();
    List<String> lines = List.of(new String(output, StandardCharsets.UTF_8).split("\n"));
    // 143 where it was told before it listened.
    assertThat(function.await()).isIn(0, 143);
    return lines;
  }

  @ParameterizedTest
  @EnumSource
  void jsonFromTheLevelOnThatThePlatformAsksFor(Library library) throws Exception {
    String metrics = "{\"_aws\":{},\"n\":1}";
    boolean pairsInText = library == Library.SLF4J_ALONE;
    try (ScriptedServer server = server("levels", metrics);
        FunctionProcess function =
            plan(library).variable("AWS_LAMBDA_LOG_FORMAT", "JSON").start(server, directory)) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      List<String> lines = allLines(function);
      JsonNode failed = JSON.readTree(lines.get(0));
      JsonNode told = JSON.readTree(lines.get(2));

      assertThat(lines).hasSize(4);
      assertThat(failed.get("level").asText()).isEqualTo("ERROR");
      assertThat(failed.get("requestId").asText()).isEqualTo(RuntimeApiScript.id(1));
      assertThat(failed.get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
      assertThat(failed.get("stackTrace").toString()).contains("Talking.handle", "because");
      JsonNode warned = JSON.readTree(lines.get(1));
      assertThat(warned.path("order").asText()).isEqualTo(library == Library.NONE ? "" : "7");
      assertThat(told.get("timestamp").asText()).matches("20..-..-..T..:..:..\\.\\d{3}Z");
      // SLF4J itself puts key-value pairs into the text where what is behind it takes none.
      if (!pairsInText) {
        assertThat(told.get("message").asText()).isEqualTo("told");
        assertThat(told.path("apiToken").asText("***")).isEqualTo("***");
        assertThat(lines.get(2)).doesNotContain("hidden");
        assertThat(lines.get(3)).isEqualTo(metrics);
      }
      assertThat(function.errors()).isEmpty();
    }
  }

  @Test
  void textOtherwise() throws Exception {
    try (ScriptedServer server = server("levels", "lines");
        FunctionProcess function = plan(Library.LOGBACK).start(server, directory)) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      List<String> lines = allLines(function);

      assertThat(lines).hasSize(4);
      assertThat(lines.get(0)).contains("\tERROR\tfailed").contains("\rCaused by: ");
      assertThat(lines.get(1)).contains("\t" + RuntimeApiScript.id(1) + "\tWARN\twarned");
      assertThat(String.join("\n", lines)).doesNotContain("hidden").contains("one\rtwo");
    }
  }

  /** Standard output is the platform's descriptor here, and standard error what it was. */
  @ParameterizedTest
  @ValueSource(strings = {"-Dnothing=opened", "--add-opens=java.base/java.io=ALL-UNNAMED"})
  void framesOnThePlatformsDescriptor(String option) throws Exception {
    try (ScriptedServer server = server("lines");
        FunctionProcess function =
            plan(Library.NONE)
                .option(option)
                .variable("_LAMBDA_TELEMETRY_LOG_FD", "5")
                .shell("exec 5>&1 1>&2; exec \"$@\"")
                .start(server, directory)) {
      DataInputStream frames = new DataInputStream(function.output());
      assertThat(frames.readInt()).isEqualTo(0xa55a0013);
      byte[] message = new byte[frames.readInt()];
      long now = System.currentTimeMillis() * 1_000;
      assertThat(frames.readLong()).isBetween(now - 30_000_000, now);
      frames.readFully(message);
      assertThat(new String(message, StandardCharsets.UTF_8))
          .contains("\t" + RuntimeApiScript.id(1) + "\tWARN\tone\ntwo");
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      assertThat(function.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"77", "x"})
  void aDescriptorThatIsNoneIsSaidAndStandardOutputTaken(String number) throws Exception {
    try (ScriptedServer server = server("here");
        FunctionProcess function =
            plan(Library.NONE)
                .variable("_LAMBDA_TELEMETRY_LOG_FD", number)
                .start(server, directory)) {
      assertThat(function.lines().readLine()).contains("\tINFO\there");
      assertThat(function.errors())
          .isEqualTo(
              "nextloop: _LAMBDA_TELEMETRY_LOG_FD is no descriptor to write to; logging to"
                  + " stdout\n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "NONE"})
  void nobodyWhoReadsTheLogHoldsUpAnInvocation(Library library) throws Exception {
    try (ScriptedServer server = server("flood", "next", "last");
        FunctionProcess function =
            plan(library)
                .variable("NEXTLOOP_FLUSH_BUDGET_MS", "20")
                .variable("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .start(server, directory)) {
      server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT);
      List<Integer> numbers = new ArrayList<>();
      long dropped = 0;
      BufferedReader output = function.lines();
      while (numbers.size() + dropped < Talking.FLOOD) {
        JsonNode line = JSON.readTree(output.readLine());
        String message = line.get("message").asText();
        dropped += line.path("dropped").asLong();
        if (message.endsWith(Talking.FILLING)) {
          numbers.add(Integer.parseInt(message.substring(0, message.indexOf(' '))));
        }
      }
      assertThat(numbers).isSorted().hasSizeGreaterThan(700);
      // The two small ones behind them may have been dropped, too.
      assertThat(numbers.size() + dropped).isBetween(Talking.FLOOD + 0L, Talking.FLOOD + 2L);
    }
  }

  @Test
  void aLogThatNobodyReadsAnyMoreHarmsNobody() throws Exception {
    try (ScriptedServer server = server("some", "levels", "here");
        FunctionProcess function =
            plan(Library.NONE).shell("exec \"$@\" > >(exec true)").start(server, directory)) {
      server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT);
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
      assertThat(function.errors()).isEmpty();
    }
  }

  @Test
  void whatWaitsIsWrittenBeforeTheNextPoll() throws Exception {
    try (ScriptedServer server = server("some", "here");
        FunctionProcess function =
            plan(Library.NONE)
                .variable("NEXTLOOP_FLUSH_BUDGET_MS", "30000")
                .start(server, directory)) {
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      assertThat(server.requests(RuntimeCall.NEXT)).hasSize(1);
      BufferedReader output = function.lines();
      for (int i = 0; i < 100; i++) {
        assertThat(output.readLine()).contains("\t" + i + " " + Talking.FILLING);
      }
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      assertThat(output.readLine()).contains("here");
    }
  }

  @Test
  void whatWaitsIsWrittenBeforeTheEnd() throws Exception {
    try (ScriptedServer server = server("exit");
        FunctionProcess function = plan(Library.NONE).start(server, directory)) {
      BufferedReader output = function.lines();
      for (int i = 0; i < 100; i++) {
        assertThat(output.readLine()).contains("\t" + i + " " + Talking.FILLING);
      }
      assertThat(output.readLine()).isNull();
      assertThat(function.await()).isZero();
    }
  }

  @Test
  void whatThePlatformAsksForInVainIsSaidOnce() throws Exception {
    try (ScriptedServer server = server("levels");
        FunctionProcess function =
            plan(Library.NONE)
                .variable("AWS_LAMBDA_LOG_LEVEL", "LOUD")
                .variable("AWS_LAMBDA_LOG_FORMAT", "XML")
                .start(server, directory)) {
      assertThat(function.lines().readLine()).contains("\tERROR\tfailed");
      assertThat(function.errors().lines())
          .satisfiesExactly(
              line -> assertThat(line).contains("AWS_LAMBDA_LOG_FORMAT is 'XML'; it must be JSON"),
              line ->
                  assertThat(line).contains("AWS_LAMBDA_LOG_LEVEL is 'LOUD'; it must be TRACE"));
    }
  }

  @Test
  void aWrongSettingIsAnInitError() throws Exception {
    try (ScriptedServer server = server();
        FunctionProcess function =
            plan(Library.NONE).variable("NEXTLOOP_LOG_REDACT", "(").start(server, directory)) {
      assertThat(server.awaitRequests(RuntimeCall.INIT_ERROR, 1, LIMIT).get(0).text())
          .contains("Runtime.InvalidConfiguration", "NEXTLOOP_LOG_REDACT is '('");
      assertThat(function.await()).isEqualTo(1);
    }
  }
}
