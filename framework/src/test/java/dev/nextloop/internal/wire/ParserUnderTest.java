package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.internal.wire.ResponseParser.Progress;
import dev.nextloop.spi.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Drives a {@link ResponseParser} as an engine does: pieces of a stream into a buffer that grows,
 * what stands behind a response into the next one's. Says what was read as {@link ReferenceParser}
 * does. Bytes that no piece has filled yet are rubbish, so whoever reads them says something else.
 */
final class ParserUnderTest {
  private static final int MOST = ResponseParser.MAX_BODY + 17 * ResponseParser.MAX_HEAD;

  private final ResponseParser parser = new ResponseParser();
  private final List<String> said = new ArrayList<>();
  private final byte rubbish;
  private final boolean direct;
  private ByteBuffer in;

  private ParserUnderTest(byte rubbish, boolean direct) {
    this.rubbish = rubbish;
    this.direct = direct;
    in = buffer(64);
  }

  /** Reads the stream in pieces, each at least a byte long. */
  static List<String> read(byte[] stream, boolean direct, byte rubbish, IntSupplier pieces) {
    return new ParserUnderTest(rubbish, direct).read(stream, pieces);
  }

  private ByteBuffer buffer(int size) {
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    while (buffer.hasRemaining()) {
      buffer.put(rubbish);
    }
    return buffer.clear();
  }

  private List<String> read(byte[] stream, IntSupplier pieces) {
    try {
      for (int from = 0; from < stream.length; ) {
        int piece = Math.min(Math.max(1, pieces.getAsInt()), stream.length - from);
        makeRoom(piece);
        in.put(stream, from, piece);
        from += piece;
        while (in.position() > 0 && parser.parse(in) == Progress.COMPLETE) {
          said.add(response());
          next();
        }
        assertThat(parser.wanted()).isBetween(0, MOST);
      }
      said.add(end());
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageMatching("(response|chunk|too many) .*");
      said.add("REFUSED");
    }
    return said;
  }

  private void makeRoom(int piece) {
    if (in.remaining() < piece) {
      ByteBuffer larger = buffer(in.position() + piece + in.capacity());
      in = larger.put(in.flip());
    }
  }

  private void next() {
    assertThat(parser.consumed()).isBetween(1, in.position());
    byte[] rest = bytes(parser.consumed(), in.position());
    in = buffer(rest.length + 64).put(rest);
    parser.reset();
  }

  private byte[] bytes(int from, int to) {
    byte[] bytes = new byte[to - from];
    in.get(from, bytes);
    return bytes;
  }

  private String text(int from, int to) {
    return new String(bytes(from, to), StandardCharsets.ISO_8859_1);
  }

  private String response() {
    assertThat(parser.bodyEnd()).isBetween(parser.bodyStart(), parser.consumed());
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, String> header : parser.event(new Body.Whole(in)).headers()) {
      fields.add(header.getKey() + "=" + header.getValue());
    }
    String body = text(parser.bodyStart(), parser.bodyEnd());
    return parser.status() + " " + parser.keepAlive() + " " + fields + " " + body;
  }

  private String end() {
    return parser.closed() && in.position() > 0
        ? "MORE until the end: " + text(parser.bodyStart(), in.position())
        : "MORE";
  }
}
