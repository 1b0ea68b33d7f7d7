package dev.nextloop.benchmarks;

import static dev.nextloop.benchmarks.LoadServer.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.benchmarks.LoadServer.Response;
import dev.nextloop.benchmarks.LoadServer.Result;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with one wrong step must not count. */
final class LoadServerFaultsTest {

  private static final String NEXT =
      "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws Exception {
    LoadServer.compile(folder);
  }

  @Test
  void countsAnAnswerWithOtherBytes() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--size", "40", "--count", "9");
        Socket client = server.connect()) {
      Response event = poll(client);
      String flipped = event.body().substring(0, 39) + "?";
      assertThat(answer(client, event.requestId(), flipped)).isEqualTo(202);
      assertFault(server.stop(), "event 1 came back with other bytes");
    }
  }

  @Test
  void countsAnAnswerThatIsTooShort() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "9");
        Socket client = server.connect()) {
      Response event = poll(client);
      assertThat(answer(client, event.requestId(), "1")).isEqualTo(202);
      assertFault(server.stop(), "event 1 came back with other bytes (1 of them)");
    }
  }

  @Test
  void refusesAnAnswerToAnotherEvent() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "9");
        Socket client = server.connect()) {
      Response event = poll(client);
      String other = event.requestId().replace("00001", "00002");
      assertThat(answer(client, other, event.body())).isEqualTo(400);
      assertFault(server.stop(), "answer to 5eed0000-0000-4000-8000-000000000002");
    }
  }

  @Test
  void refusesASecondAnswer() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "9");
        Socket client = server.connect()) {
      Response event = poll(client);
      assertThat(answer(client, event.requestId(), event.body())).isEqualTo(202);
      assertThat(answer(client, event.requestId(), event.body())).isEqualTo(403);
      assertFault(server.stop(), "second answer to event 1");
    }
  }

  @Test
  void refusesAPollBeforeTheAnswer() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "9");
        Socket client = server.connect()) {
      assertThat(poll(client).status()).isEqualTo(200);
      assertThat(poll(client).status()).isEqualTo(403);
      assertFault(server.stop(), "polled before event 1 was answered");
    }
  }

  @Test
  void countsAFunctionErrorAndTellsWhatItSaid() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "9");
        Socket client = server.connect()) {
      String path = LoadServerTest.path(poll(client).requestId()).replace("/response", "/error");
      send(client, "POST " + path + " HTTP/1.1\r\nContent-Length: 4\r\n\r\noops");
      assertThat(Response.read(client).status()).isEqualTo(202);
      assertFault(server.stop(), "event 1 was answered by /error: oops");
    }
  }

  @Test
  void countsARequestThatIsNoHttp() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "9");
        Socket client = server.connect()) {
      send(client, "HELLO\r\n\r\n");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertFault(server.stop(), "a request that is no HTTP/1.1");
    }
  }

  @Test
  void failsWhenTheClientItStartedEnds() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "9", "--", "true")) {
      assertFault(server.result(), "the client ended by itself");
    }
  }

  @Test
  void failsWhenNobodyComes() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "9", "--timeout", "1")) {
      assertFault(server.result(), "no request within the time-out");
    }
  }

  private static Response poll(Socket client) throws Exception {
    send(client, NEXT);
    return Response.read(client);
  }

  private static int answer(Socket client, String id, String body) throws Exception {
    send(client, LoadServerTest.answer(id, body));
    return Response.read(client).status();
  }

  private static void assertFault(Result result, String said) {
    assertThat(result.json()).contains("\"first_error\":\"" + said);
    assertThat(result.status()).isEqualTo(1);
  }
}
