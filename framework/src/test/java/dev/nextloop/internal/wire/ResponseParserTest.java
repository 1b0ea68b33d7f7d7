package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.internal.wire.ResponseParser.Progress;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.Replies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Responses, cut where the network pleases. */
class ResponseParserTest {
  private record Read(int status, boolean keepAlive, String headers, String body, int consumed) {}

  private static ByteBuffer buffer(int size, boolean direct) {
    return direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
  }

  private static Read result(ResponseParser parser, ByteBuffer in) {
    byte[] body = new byte[parser.bodyEnd() - parser.bodyStart()];
    in.get(parser.bodyStart(), body);
    String headers = parser.event(new Body.Whole(in)).headers().toString();
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return new Read(parser.status(), parser.keepAlive(), headers, text, parser.consumed());
  }

  /** Feeds pieces that end at the cuts; null when the response is not complete. */
  private static Read parse(ResponseParser parser, byte[] bytes, boolean direct, int... cuts) {
    ByteBuffer in = buffer(bytes.length, direct);
    parser.reset();
    for (int i = 0; i <= cuts.length; i++) {
      int end = i == cuts.length ? bytes.length : cuts[i];
      in.put(bytes, in.position(), end - in.position());
      if (parser.parse(in) == Progress.COMPLETE) {
        return result(parser, in);
      }
    }
    return null;
  }

  private static Read parse(String response) {
    return parse(new ResponseParser(), ascii(response), false);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static final List<byte[]> RESPONSES =
      List.of(
          Replies.accepted(),
          Replies.status(204),
          Replies.event("id", 1_700_000_000_000L, ascii("{\"a\":1}")),
          Replies.chunkedEvent("id", 5, ascii("0123456789abcdefghij"), 7),
          ascii("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"),
          ascii("HTTP/1.0 200 OK\nconnection: Keep-Alive\ncontent-length:3\n\nabc"));

  @Example
  void aResponseMayBeCutAnywhere() {
    ResponseParser parser = new ResponseParser();
    for (byte[] response : RESPONSES) {
      Read whole = parse(parser, response, false);
      assertThat(whole).isNotNull();
      for (int cut = 0; cut <= response.length; cut++) {
        for (int second = cut; second <= response.length; second += 3) {
          assertThat(parse(parser, response, cut % 2 == 0, cut, second)).isEqualTo(whole);
        }
      }
    }
  }

  @Example
  void aResponseThatIsCutOffIsNeverComplete() {
    ResponseParser parser = new ResponseParser();
    for (byte[] response : RESPONSES) {
      for (int length = 0; length < response.length; length++) {
        assertThat(parse(parser, Arrays.copyOf(response, length), false)).isNull();
        assertThat(parser.closed()).isFalse();
      }
    }
  }

  @Property(tries = 2_000)
  void arbitraryBytesAreReadOrRefused(@ForAll byte[] bytes, @ForAll boolean direct) {
    readOrRefuse(bytes, direct);
  }

  @Property(tries = 2_000)
  void damagedResponsesAreReadOrRefused(
      @ForAll @IntRange(max = 5) int which, @ForAll @Size(max = 4) List<Integer> damage) {
    byte[] bytes = RESPONSES.get(which).clone();
    for (int d : damage) {
      bytes[Math.floorMod(d, bytes.length)] = (byte) (d >>> 16);
    }
    readOrRefuse(bytes, true);
  }

  private static void readOrRefuse(byte[] bytes, boolean direct) {
    ResponseParser parser = new ResponseParser();
    try {
      Read read = parse(parser, bytes, direct);
      if (read != null) {
        assertThat(read.status()).isBetween(200, 599);
        assertThat(read.consumed()).isBetween(1, bytes.length);
      }
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageMatching("(response|chunk|too many).*");
    }
  }

  @Property(tries = 500)
  void chunksAreMovedTogetherInPlace(
      @ForAll @Size(max = 2_000) byte[] body,
      @ForAll @IntRange(min = 1, max = 300) int chunk,
      @ForAll @IntRange(max = 2) int style,
      @ForAll long seed) {
    String extension = style == 0 ? "" : style == 1 ? ";name=\"v\"" : " ; x";
    String[] trailers = style == 2 ? new String[] {"A: b", "C: " + "d".repeat(99)} : new String[0];
    byte[] response =
        Replies.join(
            ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Replies.chunks(body, chunk, extension, trailers));
    int[] cuts = new Random(seed).ints(5, 0, response.length + 1).sorted().toArray();
    byte[] more = Arrays.copyOf(response, response.length + 3);
    Read read = parse(new ResponseParser(), more, style == 1, cuts);
    assertThat(read).isNotNull();
    assertThat(ascii(read.body())).isEqualTo(body);
    assertThat(read.consumed()).isEqualTo(response.length);
  }

  @Example
  void whatIsNoHttpIsRefused() {
    for (String response :
        new String[] {
          "SSH-2.0-OpenSSH_9\r\n\r\n",
          "HTTP/2 200 OK\r\n\r\n",
          "HTTP/1.1 2x0 OK\r\n\r\n",
          "HTTP/1.1 999 No\r\n\r\n",
          "HTTP/1.1 101 Switching Protocols\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\n".repeat(17),
          "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + "e".repeat(17_000)
        }) {
      assertThatThrownBy(() -> parse(response))
          .as(response.substring(0, Math.min(60, response.length())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void aHeadWithoutEndIsRefusedAtItsBound() {
    byte[] endless = ascii("HTTP/1.1 200 OK\r\nA: " + "x".repeat(ResponseParser.MAX_HEAD) + "xx");
    assertThatThrownBy(() -> parse(new ResponseParser(), endless, false))
        .hasMessage("response head longer than 1048576 bytes");
  }

  @Example
  void aBodyWithoutLengthRunsToTheEndOfTheConnection() {
    ResponseParser parser = new ResponseParser();
    byte[] response = ascii("HTTP/1.1 200 OK\r\n\r\nabc");
    ByteBuffer in = ByteBuffer.allocate(100).put(response);
    assertThat(parser.parse(in)).isEqualTo(Progress.MORE);
    assertThat(parser.closed()).isTrue();
    assertThat(result(parser, in).body()).isEqualTo("abc");
    assertThat(parser.keepAlive()).isFalse();
  }

  @Example
  void tellsHowLargeTheBufferMustBecome() {
    ResponseParser parser = new ResponseParser();
    byte[] head = ascii("HTTP/1.1 200 OK\r\nContent-Length: 6000000\r\n\r\n");
    assertThat(parser.parse(ByteBuffer.allocate(100).put(head))).isEqualTo(Progress.MORE);
    assertThat(parser.wanted()).isEqualTo(head.length + 6_000_000);
  }

  @Example
  void closeAndHttp10EndTheConnection() {
    assertThat(parse("HTTP/1.1 202 A\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
        .matches(read -> !read.keepAlive());
    assertThat(parse("HTTP/1.0 202 A\r\nContent-Length: 0\r\n\r\n")).matches(r -> !r.keepAlive());
    assertThat(parse("HTTP/1.1 202 A\r\nContent-Length: 0\r\n\r\n")).matches(Read::keepAlive);
  }
}
