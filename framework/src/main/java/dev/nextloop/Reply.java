package dev.nextloop;

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
    /** Checks that neither is null. */
    public Bytes {
      Objects.requireNonNull(body, "body");
      Objects.requireNonNull(contentType, "contentType");
    }
  }

  /** JSON text. */
  static Reply json(ByteBuffer body) {
    return new Bytes(body, "application/json");
  }

  /** Bytes of no stated kind. */
  static Reply bytes(ByteBuffer body) {
    return new Bytes(body, "application/octet-stream");
  }
}
