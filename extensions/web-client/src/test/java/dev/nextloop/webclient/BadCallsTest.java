package dev.nextloop.webclient;

import static dev.nextloop.webclient.ClientFixture.failure;
import static dev.nextloop.webclient.ClientFixture.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import dev.nextloop.webclient.CallObserver.Failure;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to servers that answer rubbish or not at all, and to addresses that are none. */
class BadCallsTest {
  private final ClientFixture f = new ClientFixture();

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish\r\n\r\n",
        "HTTP/9.9 999 \r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!",
        "",
      })
  void failWhenAServerAnswersRubbish(String rubbish) {
    Script script = Script.script().readRequest().send(rubbish).close();
    try (ScriptedServer server = ScriptedServer.playing(script).start()) {
      failure(f.client.of(f.invocation).get(url(server)).send());
      assertThat(f.calls)
          .singleElement()
          .satisfies(
              call -> assertThat(call.failure()).isIn(Failure.MALFORMED, Failure.CONNECTION_LOST));
    }
  }

  @Test
  void failWhenACodecCanNotReadTheBody() throws Exception {
    String url = f.serve(request -> request.response().end("no json"));
    failure(
        f.client
            .of(f.invocation)
            .get(url)
            .with(request -> request.as(BodyCodec.jsonObject()))
            .send());
    assertThat(f.calls.get(0).failure()).isEqualTo(Failure.MALFORMED);
  }

  @Test
  void failWhenNobodyListens() {
    ScriptedServer server = ScriptedServer.playing().start();
    String url = url(server);
    server.close();
    assertThat(failure(f.client.of(f.invocation).get(url).send()))
        .isInstanceOf(ConnectException.class);
    assertThat(f.calls.get(0).failure()).isEqualTo(Failure.NOT_CONNECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "'', url is ''",
    "/items, url is '/items'",
    "ftp://a/b, url is 'ftp://a/b'",
    "'http://a/b c', url is 'http://a/b?c'",
    "'http://user:secret@a/\u00fc?token=secret', url is 'http://...@a/??...'",
  })
  void refuseAnAddressThatIsNone(String url, String message) {
    assertThatThrownBy(() -> f.client.of(f.invocation).get(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith("; it must be absolute, http:// or https://, of visible ASCII")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refuseAnAddressThatWouldEndTheRequestLine() {
    assertThatThrownBy(() -> f.client.of(f.invocation).get("http://a/\r\nEvil: 1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> f.client.of(f.invocation).get("http://a:port/"))
        .isInstanceOf(IllegalArgumentException.class);
    failure(f.client.of(f.invocation).get("http://a:99999999/").send());
  }
}
