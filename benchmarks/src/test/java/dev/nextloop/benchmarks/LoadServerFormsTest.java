package dev.nextloop.benchmarks;

import static dev.nextloop.benchmarks.LoadServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.benchmarks.LoadServer.Response;
import dev.nextloop.benchmarks.LoadServer.Result;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and answers out of files, answers in one piece, and the times that these tell. */
final class LoadServerFormsTest {

  private static final String NEXT =
      "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String EVENT = "{\"n\":\"############\",\"a\":[1,2]}";

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws Exception {
    LoadServer.compile(folder);
  }

  @Test
  void putsTheNumberIntoTheTextOfTheFile() throws Exception {
    try (LoadServer server = start(EVENT + "\n", "", "--count", "2");
        Socket client = server.connect()) {
      for (int number = 1; number <= 2; number++) {
        Response event = poll(client);
        assertThat(event.body()).isEqualTo(EVENT.replaceAll("#+", "%012d".formatted(number)));
        answer(client, event, event.body());
      }
      assertThat(end(server, client).status()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "null;null;",
        "null;nul1;came back with other bytes (4 of them)",
        "null;null ;came back with other bytes (5 of them)",
        "<############>;<000000000001>;",
        "<############>;<000000000002>;came back with other bytes (14 of them)",
        "~~~~~~~~~~~~ ############!;000000000009 000000000001!;",
        "############~~~~~~~~~~~~;000000000001000000000009;",
        "############~~~~~~~~~~~~;0000000000010000000000x9;came back with other bytes (24 of them)",
        "a~~~~~~~~~~~~b;a999999999999b;told more time than it took",
      },
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false)
  void holdsTheAnswerToItsOwnFile(String form, String answer, String fault) throws Exception {
    try (LoadServer server = start(EVENT, form, "--count", "1");
        Socket client = server.connect()) {
      answer(client, poll(client), answer);
      Result result = end(server, client);
      if (fault == null) {
        assertThat(result.json()).contains("\"invocations\":1,", "\"errors\":0,");
      } else {
        assertThat(result.json()).contains("\"first_error\":\"event 1 " + fault);
      }
      assertThat(result.status()).isEqualTo(fault == null ? 0 : 1);
    }
  }

  @Test
  void takesTheTimeThatTheAnswerTellsOffItsLatency() throws Exception {
    try (LoadServer server = start(EVENT, "~~~~~~~~~~~~", "--count", "1");
        Socket client = server.connect()) {
      answer(client, poll(client), "000000001000");
      String json = end(server, client).json();
      assertThat(nanoseconds("latency_ns", json) - nanoseconds("added_ns", json)).isEqualTo(1000);
    }
  }

  @Test
  void countsTheFirstByteBehindTheHeadNotTheHead() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--size", "20", "--count", "1");
        Socket client = server.connect()) {
      Response event = poll(client);
      String whole = LoadServerTest.answer(event.requestId(), event.body());
      int body = whole.indexOf("\r\n\r\n") + 4;
      String head = whole.substring(0, body - 2) + "Expect: 100-continue\r\n\r\n";
      long polled = System.nanoTime();
      send(client, head);
      byte[] goOn = client.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertThat(goOn).isNotEmpty();
      long headSeen = System.nanoTime() - polled;
      send(client, whole.substring(body, body + 1));
      send(client, whole.substring(body + 1));
      assertThat(Response.read(client).status()).isEqualTo(202);
      String json = end(server, client).json();
      long firstByte = nanoseconds("first_byte_ns", json);
      assertThat(firstByte).isBetween(headSeen, nanoseconds("latency_ns", json));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aaa", "aab", "aa"})
  void takesAStreamInOnePieceOnlyWhenToldTo(String body) throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--stream", "3", "--whole", "--count", "1");
        Socket client = server.connect()) {
      answer(client, poll(client), body);
      assertThat(end(server, client).status()).isEqualTo(body.equals("aaa") ? 0 : 1);
    }
    try (LoadServer server = LoadServer.start(folder, "--stream", "3", "--count", "1");
        Socket client = server.connect()) {
      answer(client, poll(client), body);
      assertThat(end(server, client).json()).contains("event 1 was not streamed");
    }
  }

  @Test
  void refusesAnEventWithoutAPlaceForItsNumber() throws Exception {
    String file = Files.writeString(folder.resolve("bare"), "{}").toString();
    assertThat(refusal("--event", file)).contains("--event has no ############");
    assertThat(refusal("--answer", folder + "/absent"))
        .contains("--answer is \"" + folder + "/absent\": No such file");
  }

  private static String refusal(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(folder + "/load_server"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    return said;
  }

  private static LoadServer start(String event, String answer, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--event", file(event)));
    if (!answer.isEmpty()) {
      arguments.addAll(List.of("--answer", file(answer)));
    }
    return LoadServer.start(folder, arguments.toArray(new String[0]));
  }

  private static String file(String text) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "form", ""), text).toString();
  }

  private static Response poll(Socket client) throws Exception {
    send(client, NEXT);
    return Response.read(client);
  }

  private static void answer(Socket client, Response event, String body) throws Exception {
    send(client, LoadServerTest.answer(event.requestId(), body));
    assertThat(Response.read(client).status()).isEqualTo(202);
  }

  private static Result end(LoadServer server, Socket client) throws Exception {
    send(client, NEXT);
    client.shutdownOutput();
    return server.result();
  }

  private static long nanoseconds(String name, String json) {
    Matcher found = Pattern.compile("\"" + name + "\":\\{[^}]*\"p50\":(\\d+)").matcher(json);
    assertThat(found.find()).as(json).isTrue();
    return Long.parseLong(found.group(1));
  }
}
