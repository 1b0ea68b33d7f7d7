package dev.nextloop.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.Reply;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import org.junit.jupiter.api.Test;

/** The head of an HTTP answer before a streamed body. */
class HttpPreludeTest {
  private static final String NULS = "\0\0\0\0\0\0\0\0";

  private static RecordingSink played(HttpPrelude prelude, ByteSource body) throws Exception {
    RecordingSink sink = new RecordingSink();
    Reply.Stream reply = prelude.reply(body);
    assertThat(reply.contentType())
        .isEqualTo("application/vnd.awslambda.http-integration-response");
    reply.source().start(sink);
    return sink;
  }

  @Test
  void standsBeforeAnEmptyBodyToo() throws Exception {
    assertThat(played(HttpPrelude.status(204), ByteSink::end).text())
        .isEqualTo(
            "{\"statusCode\":204,\"headers\":{\"Content-Type\":\"application/octet-stream\"}}"
                + NULS);
  }

  @Test
  void hasHeadersOncePerNameAndCookiesOnePerLine() throws Exception {
    HttpPrelude prelude =
        HttpPrelude.status(200)
            .header("content-type", "text/plain")
            .header("X-Seen", "a")
            .header("x-seen", "b \"q\" \u00e4")
            .cookie("one=1")
            .cookie("two=2; Secure");
    assertThat(played(prelude, ByteSink::end).text())
        .isEqualTo(
            "{\"statusCode\":200,\"headers\":{\"content-type\":\"text/plain\","
                + "\"X-Seen\":\"a, b \\\"q\\\" \u00e4\"},"
                + "\"cookies\":[\"one=1\",\"two=2; Secure\"]}"
                + NULS);
  }

  @Test
  void isLeftOutWhenTheBodyFailsBeforeItsFirstByte() throws Exception {
    RecordingSink sink =
        played(
            HttpPrelude.status(200),
            body -> {
              body.write(RecordingSink.bytes(""));
              body.fail(new IllegalStateException("early"));
              body.end();
            });
    assertThat(sink.text()).isEmpty();
    assertThat(sink.failure).hasMessage("early");
  }

  @Test
  void refusesWhatCannotStandInAnHttpHead() {
    HttpPrelude prelude = HttpPrelude.status(200);
    assertThatThrownBy(() -> HttpPrelude.status(99)).hasMessageContaining("200 to 599");
    assertThatThrownBy(() -> prelude.header("a b", "c")).hasMessageContaining("'a b'");
    assertThatThrownBy(() -> prelude.header("", "c")).hasMessageContaining("token");
    assertThatThrownBy(() -> prelude.header("X-A", "b\r\nSet-Cookie: c"))
        .hasMessageContaining("header X-A")
        .hasMessageNotContaining("Set-Cookie");
    assertThatThrownBy(() -> prelude.cookie("a\0b")).hasMessageContaining("cookie");
  }
}
