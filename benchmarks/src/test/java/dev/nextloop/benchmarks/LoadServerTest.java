package dev.nextloop.benchmarks;

import static dev.nextloop.benchmarks.LoadServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.benchmarks.LoadServer.Response;
import dev.nextloop.benchmarks.LoadServer.Result;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadServerTest {

  private static final String NEXT =
      "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws Exception {
    LoadServer.compile(folder);
  }

  @Test
  void servesNumberedEventsInOrderAndReportsTheRun() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--size", "32", "--count", "3");
        Socket client = server.connect()) {
      for (int number = 1; number <= 3; number++) {
        send(client, NEXT);
        Response event = Response.read(client);
        assertThat(event.requestId()).isEqualTo("5eed0000-0000-4000-8000-%012d", number);
        assertThat(event.body()).hasSize(32).startsWith("\"%012d".formatted(number)).endsWith("\"");
        send(client, answer(event.requestId(), event.body()));
        assertThat(Response.read(client).status()).isEqualTo(202);
      }
      send(client, NEXT);
      Result result = endOf(server, client);
      assertThat(result.json()).contains("\"invocations\":3,", "\"errors\":0,", "\"p99\":");
      assertThat(result.status()).isZero();
    }
  }

  @Test
  void leavesTheWarmUpOutOfTheResult() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--warmup", "5", "--count", "2");
        Socket client = server.connect()) {
      for (int number = 1; number <= 7; number++) {
        echoOne(client);
      }
      send(client, NEXT);
      assertThat(endOf(server, client).json()).contains("\"invocations\":2,", "\"errors\":0,");
    }
  }

  @Test
  void takesAnAnswerAndTheNextPollInOneSegment() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--size", "100", "--count", "50");
        Socket client = server.connect()) {
      send(client, NEXT);
      for (int number = 1; number <= 50; number++) {
        Response event = Response.read(client);
        send(client, answer(event.requestId(), event.body()) + NEXT);
        assertThat(Response.read(client).status()).isEqualTo(202);
      }
      assertThat(endOf(server, client).json()).contains("\"invocations\":50,", "\"errors\":0,");
    }
  }

  @Test
  void takesABodyInChunksByteForByte() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--size", "20", "--count", "1");
        Socket client = server.connect()) {
      send(client, NEXT);
      Response event = Response.read(client);
      String body = event.body();
      String request =
          "POST "
              + path(event.requestId())
              + " HTTP/1.1\r\ntransfer-encoding: CHUNKED\r\nhost: x\r\n\r\n"
              + "5;x=y\r\n"
              + body.substring(0, 5)
              + "\r\nF\r\n"
              + body.substring(5)
              + "\r\n0\r\nTrailer: x\r\n\r\n";
      for (int i = 0; i < request.length(); i++) {
        send(client, request.substring(i, i + 1));
      }
      assertThat(Response.read(client).status()).isEqualTo(202);
      send(client, NEXT);
      assertThat(endOf(server, client).status()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: %d\r\nHOST: x\r\n",
        "Host: x\r\nCONTENT-LENGTH:%d\r\nX-Other: 1\r\n",
        "Accept: */*\r\nCoNtEnT-LeNgTh:   %d  \r\nHost: x\r\n"
      })
  void readsHeadersInAnyCaseAndOrder(String headers) throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "1");
        Socket client = server.connect()) {
      send(client, NEXT);
      Response event = Response.read(client);
      send(
          client,
          "POST %s HTTP/1.1\r\n%s\r\n%s"
              .formatted(path(event.requestId()), headers.formatted(2), event.body()));
      assertThat(Response.read(client).status()).isEqualTo(202);
      send(client, NEXT);
      assertThat(endOf(server, client).status()).isZero();
    }
  }

  @Test
  void saysContinueToAClientThatWaitsForIt() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--size", "2000", "--count", "1");
        Socket client = server.connect()) {
      send(client, NEXT);
      Response event = Response.read(client);
      String request = answer(event.requestId(), event.body());
      int body = request.indexOf("\r\n\r\n") + 4;
      send(client, request.substring(0, body - 2) + "Expect: 100-continue\r\n\r\n");
      byte[] goOn = client.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertThat(new String(goOn, StandardCharsets.US_ASCII)).contains(" 100 ");
      send(client, request.substring(body));
      assertThat(Response.read(client).status()).isEqualTo(202);
      send(client, NEXT);
      assertThat(endOf(server, client).status()).isZero();
    }
  }

  @Test
  void servesAConnectionForEachRequest() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "1")) {
      Response event;
      try (Socket client = server.connect()) {
        send(client, NEXT.replace("Host: x", "Connection: close"));
        event = Response.read(client);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket client = server.connect()) {
        send(client, answer(event.requestId(), event.body()));
        assertThat(Response.read(client).status()).isEqualTo(202);
        send(client, NEXT);
        assertThat(endOf(server, client).json()).contains("\"errors\":0,\"connections\":2,");
      }
    }
  }

  @Test
  void holdsTheLastPollOpen() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--count", "1");
        Socket client = server.connect()) {
      echoOne(client);
      send(client, NEXT);
      client.setSoTimeout(300);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(endOf(server, client).status()).isZero();
    }
  }

  static String answer(String id, String body) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path(id), body.length(), body);
  }

  static String path(String id) {
    return "/2018-06-01/runtime/invocation/" + id + "/response";
  }

  private static void echoOne(Socket client) throws Exception {
    send(client, NEXT);
    Response event = Response.read(client);
    send(client, answer(event.requestId(), event.body()));
    assertThat(Response.read(client).status()).isEqualTo(202);
  }

  private static Result endOf(LoadServer server, Socket client) throws Exception {
    client.shutdownOutput();
    return server.result();
  }
}
