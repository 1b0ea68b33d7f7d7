package dev.nextloop.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {
  private static final String EVENT_HEAD =
      """
      HTTP/1.1 200 OK\r
      Content-Type: application/json\r
      Lambda-Runtime-Aws-Request-Id: r-1\r
      Lambda-Runtime-Deadline-Ms: 1542409706888\r
      Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:012345678912:function:test_function\r
      X: y\r
      """;

  private static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void anEventHasTheNamesOfTheWire() {
    byte[] body = Replies.text("\"\u00e9\"");
    assertThat(string(Replies.event("r-1", 1542409706888L, body, "X: y")))
        .isEqualTo(EVENT_HEAD + "Content-Length: 4\r\n\r\n\"\u00e9\"");
    assertThat(string(Replies.chunkedEvent("r-1", 1542409706888L, body, 3, "X: y")))
        .isEqualTo(
            EVENT_HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\n\"\u00e9\r\n1\r\n\"\r\n0\r\n\r\n");
  }

  @Test
  void chunksHaveTheirExtensionAndTrailers() {
    assertThat(string(Replies.chunks(Replies.text("0123456789abcdefX"), 16, ";e", "A: 1", "B: 2")))
        .isEqualTo("10;e\r\n0123456789abcdef\r\n1;e\r\nX\r\n0;e\r\nA: 1\r\nB: 2\r\n\r\n");
    assertThat(string(Replies.chunks(new byte[0], 1, ""))).isEqualTo("0\r\n\r\n");
  }

  @Test
  void answersEndInANewline() {
    assertThat(string(Replies.accepted()))
        .isEqualTo(
            """
            HTTP/1.1 202 Accepted\r
            Content-Type: application/json\r
            Content-Length: 16\r
            \r
            {"status":"OK"}
            """);
    assertThat(string(Replies.error(403, "InvalidStateTransition", "a \"b\" \\")))
        .startsWith("HTTP/1.1 403 Forbidden\r\n")
        .contains("\r\nContent-Length: 67\r\n\r\n")
        .endsWith(
            "{\"errorMessage\":\"a \\\"b\\\" \\\\\",\"errorType\":\"InvalidStateTransition\"}\n");
  }

  @Test
  void aStatusWithoutBodySaysSoOnlyWhereItMay() {
    assertThat(string(Replies.status(500, "Connection: close")))
        .isEqualTo(
            "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    assertThat(string(Replies.status(204))).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(string(Replies.status(103))).isEqualTo("HTTP/1.1 103 \r\n\r\n");
  }

  @Test
  void rawRepliesMayLie() {
    byte[] lie = Replies.raw("HTTP/1.0 200 OK", List.of("Content-Length: 9"), Replies.text("x"));
    assertThat(string(Replies.join(lie, Replies.text("!"))))
        .isEqualTo("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nx!");
  }
}
