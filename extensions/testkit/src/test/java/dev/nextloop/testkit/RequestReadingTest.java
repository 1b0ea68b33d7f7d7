package dev.nextloop.testkit;

import static dev.nextloop.testkit.RawClient.get;
import static dev.nextloop.testkit.RawClient.post;
import static dev.nextloop.testkit.Script.script;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReadingTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String CHUNKED =
      """
      POST /x HTTP/1.1\r
      Transfer-Encoding: chunked\r
      \r
      3;a=b\r
      abc\r
      A\r
      0123456789\r
      0;last\r
      X-End: yes\r
      x-end:  again \r
      \r
      """;

  @Test
  void readsPipelinedRequestsOfOneSegmentOneByOne() throws Exception {
    Gate gate = new Gate();
    Script script = script().readRequest().whenReleased(gate).repeat(2, script().readRequest());
    try (ScriptedServer server = ScriptedServer.playing(script).start();
        RawClient client = new RawClient(server)) {
      client.send(post("/a", "one") + CHUNKED + get("/c"));
      gate.awaitReached(LIMIT);
      assertThat(server.requests()).singleElement().extracting(r -> r.text()).isEqualTo("one");
      gate.release();
      assertThat(server.awaitRequests(3, LIMIT))
          .extracting(r -> r.method() + r.target() + r.text())
          .containsExactly("POST/aone", "POST/xabc0123456789", "GET/c");
      assertThat(client.readToEnd()).isEmpty();
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void keepsTheBytesOfAChunkedRequestAndReadsItsTrailers() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing(script().readRequest()).start();
        RawClient client = new RawClient(server)) {
      client.send(CHUNKED).readToEnd();
      RecordedRequest request = server.requests().get(0);
      assertThat(new String(request.raw(), ISO_8859_1)).isEqualTo(CHUNKED);
      assertThat(CHUNKED).startsWith(new String(request.rawHead(), ISO_8859_1));
      assertThat(request.rawHead()).endsWith('\r', '\n', '\r', '\n');
      assertThat(request.trailers().all("X-END")).containsExactly("yes", "again");
      assertThat(request.bodyLength()).isEqualTo(13);
      assertThat(request.complete()).isTrue();
    }
  }

  @Test
  void keepsHeaderLinesInOrderAndFindsThemInAnyCase() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing(script().readRequest()).start();
        RawClient client = new RawClient(server)) {
      client.send("GET / HTTP/1.1\r\nB: 1\r\na:\u00e9\r\nb:2\r\n\r\n".getBytes(ISO_8859_1));
      client.readToEnd();
      RecordedRequest request = server.requests().get(0);
      assertThat(request.headers().fields())
          .extracting(Headers.Field::name)
          .containsExactly("B", "a", "b");
      assertThat(request.headers().all("b")).containsExactly("1", "2");
      assertThat(request.header("A")).isEqualTo("\u00e9");
      assertThat(request.header("c")).isNull();
    }
  }

  @Test
  void showsAnUnfinishedRequestChunkByChunk() throws Exception {
    Gate gate = new Gate();
    Script script = script().readHead().readChunk().whenReleased(gate).readBody();
    try (ScriptedServer server = ScriptedServer.playing(script).start();
        RawClient client = new RawClient(server)) {
      int cut = CHUNKED.indexOf("A\r\n0");
      client.send(CHUNKED.substring(0, cut));
      gate.awaitReached(LIMIT);
      assertThat(server.requests())
          .extracting(r -> r.text() + r.complete())
          .containsOnly("abcfalse");
      gate.release();
      client.send(CHUNKED.substring(cut)).readToEnd();
      assertThat(server.requests())
          .extracting(r -> r.text() + r.complete())
          .containsOnly("abc0123456789true");
    }
  }

  @Test
  void countsABodyThatIsTooLargeToKeep() throws Exception {
    byte[] mebibyte = new byte[1 << 20];
    try (ScriptedServer server =
            ScriptedServer.playing(script().readHead().skipBody(), script().readRequest()).start();
        RawClient skipped = new RawClient(server);
        RawClient kept = new RawClient(server)) {
      skipped.send("POST / HTTP/1.1\r\nContent-Length: " + (70L << 20) + "\r\n\r\n");
      for (int i = 0; i < 70; i++) {
        skipped.send(mebibyte);
      }
      skipped.readToEnd();
      assertThat(server.requests())
          .singleElement()
          .extracting(r -> r.bodyLength())
          .isEqualTo(70L << 20);
      assertThat(server.problems()).isEmpty();

      kept.send("POST / HTTP/1.1\r\nContent-Length: " + (70L << 20) + "\r\n\r\n");
      for (int i = 0; i < 66; i++) {
        kept.send(mebibyte);
      }
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems()).singleElement().asString().contains("use skipBody");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET  / HTTP/1.1\r\n\r\n",
        "GET / HTTP/2\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\nHost: xy\n\r\n",
        "GET / HTTP/1.1\r\nHost x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\na: b\r\n folded\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\na",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\na",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
      })
  void notesARequestThatNoClientMustSend(String bytes) throws Exception {
    try (ScriptedServer server = ScriptedServer.playing(script().readRequest()).start();
        RawClient client = new RawClient(server)) {
      client.send(bytes);
      server.awaitConnections(1, LIMIT);
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.requests()).isEmpty();
      assertThat(server.problems()).singleElement().asString().contains("ProtocolException");
    }
  }

  @Test
  void notesARequestThatIsCutAtAnyByte() throws Exception {
    Script read = script().readRequest();
    try (ScriptedServer server = ScriptedServer.playing().otherwise(read).start()) {
      for (int cut = 0; cut < CHUNKED.length(); cut++) {
        try (RawClient client = new RawClient(server)) {
          client.send(CHUNKED.substring(0, cut)).finish();
          assertThat(client.readToEnd()).isEmpty();
        }
      }
      server.awaitConnections(CHUNKED.length(), LIMIT);
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.requests()).isEmpty();
      assertThat(server.problems()).hasSize(CHUNKED.length());
      assertThat(server.problems().get(0)).contains("a request was awaited");
      assertThat(server.problems().subList(1, CHUNKED.length()))
          .allMatch(problem -> problem.contains("inside a request"));
    }
  }

  @Property(tries = 100)
  void readsBackWhatWasSentHoweverItWasCut(
      @ForAll @Size(min = 1, max = 4) List<byte[]> bodies,
      @ForAll @IntRange(min = 1, max = 40) int chunk,
      @ForAll @IntRange(min = 1, max = 60) int piece)
      throws Exception {
    byte[][] requests =
        bodies.stream()
            .map(body -> Replies.chunks(body, chunk, ";x=y", "End: 1"))
            .map(body -> Replies.raw("PUT / HTTP/1.1", List.of("transfer-encoding: CHUNKED"), body))
            .toArray(byte[][]::new);
    Script script = script().repeat(bodies.size(), script().readRequest());
    try (ScriptedServer server = ScriptedServer.playing(script).start();
        RawClient client = new RawClient(server)) {
      byte[] all = Replies.join(requests);
      for (int from = 0; from < all.length; from += piece) {
        client.send(Arrays.copyOfRange(all, from, Math.min(all.length, from + piece)));
      }
      client.readToEnd();
      assertThat(server.problems()).isEmpty();
      assertThat(server.requests()).extracting(r -> r.raw()).containsExactly(requests);
      assertThat(server.requests()).extracting(r -> r.body()).containsExactlyElementsOf(bodies);
    }
  }
}
