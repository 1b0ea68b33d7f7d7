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

  /**
   * A payload that is handed over as it comes, to a {@code dev.nextloop.stream.StreamHandler}.
   * Nothing more is read from the Runtime API while it is paused, or before {@link #read}. What is
   * unread when the invocation has been answered is dropped. Methods may be called on any thread.
   */
  non-sealed interface Parts extends Body {
    /** Bytes of the whole payload; -1 where the Runtime API does not say. */
    long length();

    /**
     * Names who takes the parts; called once.
     *
     * @param reader called on the lane's loop; within this call or {@link #resume}, where the
     *     payload is here as a whole
     */
    void read(Reader reader);

    /** Has no part handed over until {@link #resume}. */
    void pause();

    /** Goes on. */
    void resume();

    /** Takes the parts of a payload; after {@code end} or {@code failed} nothing follows. */
    interface Reader {
      /**
       * The next bytes.
       *
       * @param part from position to limit; may be direct memory. Valid during this call only: what
       *     lives longer must be copied
       */
      void part(ByteBuffer part);

      /** The payload is complete. */
      void end();

      /**
       * The payload will not be complete.
       *
       * @param cause what broke: the connection, or what {@link #part} threw
       */
      void failed(Throwable cause);
    }
  }
}
