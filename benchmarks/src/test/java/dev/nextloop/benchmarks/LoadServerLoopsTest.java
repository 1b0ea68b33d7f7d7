package dev.nextloop.benchmarks;

import static dev.nextloop.benchmarks.LoadServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.benchmarks.LoadServer.Response;
import dev.nextloop.benchmarks.LoadServer.Result;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several invocations at once, events that come on time, and responses that are streamed. */
final class LoadServerLoopsTest {

  private static final String NEXT =
      "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String STREAMING =
      """
       HTTP/1.1\r
      Host: x\r
      Transfer-Encoding: chunked\r
      Lambda-Runtime-Function-Response-Mode: streaming\r
      \r
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws Exception {
    LoadServer.compile(folder);
  }

  @Test
  void hasSeveralInvocationsOutAndTakesTheirAnswersInAnyOrder() throws Exception {
    try (LoadServer server =
            LoadServer.start(folder, "--flights", "2", "--count", "2", "--size", "40");
        Socket first = server.connect();
        Socket second = server.connect()) {
      send(first, NEXT);
      Response one = Response.read(first);
      send(second, NEXT);
      Response two = Response.read(second);
      assertThat(List.of(one.requestId(), two.requestId())).doesNotHaveDuplicates();
      answerAndPoll(second, two);
      answerAndPoll(first, one);
      first.shutdownOutput();
      second.shutdownOutput();
      assertThat(server.result().json())
          .contains("\"invocations\":2,", "\"together\":2,", "\"errors\":0,");
    }
  }

  @Test
  void refusesMorePollsThanInvocationsAtOnce() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--flights", "2", "--count", "9");
        Socket first = server.connect();
        Socket second = server.connect();
        Socket third = server.connect()) {
      for (Socket each : List.of(first, second)) {
        send(each, NEXT);
        assertThat(Response.read(each).status()).isEqualTo(200);
      }
      send(third, NEXT);
      assertThat(Response.read(third).status()).isEqualTo(403);
      assertThat(server.stop().json()).contains("polled before event 2 was answered");
    }
  }

  @Test
  void countsLatencyFromTheTimeAtWhichAnEventWasDue() throws Exception {
    try (LoadServer server =
            LoadServer.start(folder, "--rate", "100", "--count", "3", "--spin", "--size", "40");
        Socket client = server.connect()) {
      send(client, NEXT);
      for (int number = 1; number <= 3; number++) {
        Response event = Response.read(client);
        if (number == 1) { // a stall of the client: the events behind it become due meanwhile
          client.setSoTimeout(200);
          assertThatThrownBy(() -> client.getInputStream().read())
              .isInstanceOf(SocketTimeoutException.class);
          client.setSoTimeout(20_000);
        }
        answerAndPoll(client, event);
      }
      client.shutdownOutput();
      Result result = server.result();
      assertThat(result.json()).contains("\"invocations\":3,", "\"errors\":0,");
      assertThat(member(result, "\"latency_ns\":\\{\"p1\":(\\d+)")).isGreaterThan(150_000_000);
    }
  }

  @Test
  void takesAStreamedResponseInChunksOfAnySize() throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--stream", "70000", "--count", "1");
        Socket client = server.connect()) {
      String path = polled(client, "70000");
      send(client, "POST " + path + STREAMING + "3;x=y\r\naaa\r\nFFFD\r\n");
      send(client, "a".repeat(0xFFFD) + "\r\n1170\r\n");
      send(client, "b".repeat(0x1170) + "\r\n0\r\n\r\n" + NEXT);
      assertThat(Response.read(client).status()).isEqualTo(202);
      client.shutdownOutput();
      assertThat(server.result().json()).contains("\"errors\":0,", "\"together\":1,");
    }
  }

  @Test
  void countsAStreamThatIsShortOrWrongOrFailedMidway() throws Exception {
    assertThat(streamed("2\r\naa\r\n0\r\n\r\n")).contains("streamed too little or too much (2");
    assertThat(streamed("3\r\naxa\r\n0\r\n\r\n")).contains("streamed other bytes");
    assertThat(streamed("3\r\naaa\r\n0\r\nLambda-Runtime-Function-Error-Type: X\r\n\r\n"))
        .contains("failed midway");
  }

  private static void answerAndPoll(Socket client, Response event) throws Exception {
    send(client, LoadServerTest.answer(event.requestId(), event.body()) + NEXT);
    assertThat(Response.read(client).status()).isEqualTo(202);
  }

  private static String streamed(String body) throws Exception {
    try (LoadServer server = LoadServer.start(folder, "--stream", "3", "--count", "9");
        Socket client = server.connect()) {
      send(client, "POST " + polled(client, "3") + STREAMING + body);
      assertThat(Response.read(client).status()).isEqualTo(202);
      Result result = server.stop();
      assertThat(result.status()).isEqualTo(1);
      return result.json();
    }
  }

  private static String polled(Socket client, String body) throws Exception {
    send(client, NEXT);
    Response event = Response.read(client);
    assertThat(event.body()).isEqualTo(body);
    return LoadServerTest.path(event.requestId());
  }

  private static long member(Result result, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(result.json());
    assertThat(found.find()).as(result.json()).isTrue();
    return Long.parseLong(found.group(1));
  }
}
