package dev.nextloop.internal.pipeline;

import dev.nextloop.internal.wire.RuntimeHeaders;
import dev.nextloop.spi.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The framing of a chunked body. */
final class Chunks {
  private static final byte[] END = ascii("\r\n");

  private Chunks() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What stands before a chunk. */
  static void size(ByteBuffer out, int length) {
    out.put(ascii(Integer.toHexString(length))).put(END);
  }

  /** What stands behind a chunk that others follow. */
  static ByteBuffer end() {
    return ByteBuffer.wrap(END);
  }

  /**
   * The end of the body.
   *
   * @param behindChunk whether it ends a chunk as well
   * @param failure is told in trailers; may be null
   */
  static ByteBuffer last(boolean behindChunk, Outcome.Failure failure) {
    StringBuilder text = new StringBuilder(behindChunk ? "\r\n0\r\n" : "0\r\n");
    if (failure != null) {
      ByteBuffer document = Base64.getEncoder().encode(failure.body().duplicate());
      text.append(RuntimeHeaders.ERROR_TYPE).append(": ").append(failure.type()).append("\r\n");
      text.append(RuntimeHeaders.ERROR_BODY).append(": ");
      text.append(StandardCharsets.US_ASCII.decode(document)).append("\r\n");
    }
    return ByteBuffer.wrap(ascii(text.append("\r\n").toString()));
  }
}
