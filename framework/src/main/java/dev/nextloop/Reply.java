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
    /**
     * Checks both.
     *
     * @throws IllegalArgumentException for a content type that can't stand in a header
     */
    public Bytes {
      Objects.requireNonNull(body, "body");
      if (contentType.isEmpty() || contentType.length() > 256) {
        throw new IllegalArgumentException("contentType must have 1 to 256 characters");
      }
      for (int i = 0; i < contentType.length(); i++) {
        if (contentType.charAt(i) < ' ' || contentType.charAt(i) > '~') {
          throw new IllegalArgumentException("contentType must be visible ASCII on one line");
        }
      }
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
