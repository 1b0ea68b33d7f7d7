package dev.nextloop.spi;

import java.nio.ByteBuffer;

/** An event's payload as the engine hands it over. */
public sealed interface Body {

  /**
   * A payload that has arrived as a whole.
   *
   * @param bytes from position to limit; may be direct memory without an array. Valid until the
   *     handler's own future completes, then its memory is used again: copy what must live longer
   */
  record Whole(ByteBuffer bytes) implements Body {}
}
