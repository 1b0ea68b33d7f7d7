package dev.nextloop;

import dev.nextloop.spi.ByteSource;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A function's encoded result. */
public sealed interface Reply {

  /** Media type of the body; goes to the caller. */
  String contentType();

  /**
   * A reply that is known as a whole.
   *
   * @param body from position to limit; belongs to the client from now on, which never writes to it
   * @param contentType one line of visible ASCII
   */
  record Bytes(ByteBuffer body, String contentType) implements Reply {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException for a content type that can't stand in a header
     */
    public Bytes {
      Objects.requireNonNull(body, "body");
      MediaType.check(contentType);
    }
  }

  /**
   * A reply that is sent while it is made, in the response mode {@code streaming}. The deadline
   * counts until its last byte. It can't be sent again: when the connection breaks, it is over.
   *
   * @param contentType one line of visible ASCII
   * @param source makes the bytes; used once
   */
  record Stream(String contentType, ByteSource source) implements Reply {
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException for a content type that can't stand in a header
     */
    public Stream {
      MediaType.check(contentType);
      Objects.requireNonNull(source, "source");
    }
  }

  /** JSON text. */
  static Reply json(ByteBuffer body) {
    return new Bytes(body, MediaType.JSON);
  }

  /** Bytes of no stated kind. */
  static Reply bytes(ByteBuffer body) {
    return new Bytes(body, MediaType.OCTETS);
  }
}
