package dev.nextloop.spi;

import dev.nextloop.Invocation;
import io.vertx.core.Context;

/**
 * Which invocation the code that runs now belongs to: for logs, traces and whatever else can't be
 * handed an {@link Invocation}. Each client has its own, and sees only its own invocations. Any
 * thread.
 *
 * <p>Set while handler and middleware are called, while {@link Invocation#cancelled()} and {@link
 * Invocation#blocking} complete, and within {@code blocking}. On a Vert.x instance it is kept by a
 * context of the invocation's own, so it is also there in what Vert.x calls back: futures, timers,
 * clients. On the engine {@code direct} other callbacks need {@link #wrap}.
 */
public interface Scope {

  /** The invocation that the caller works for; null when it works for none. */
  Invocation current();

  /**
   * The invocation that a Vert.x context belongs to, whoever asks; null when it belongs to none.
   *
   * @param context not null
   */
  default Invocation of(Context context) {
    return null;
  }

  /** Whether the caller runs on one of the client's loops, and so must not block. */
  default boolean inLoop() {
    return false;
  }

  /**
   * The same task, for any thread at any time, with the invocation that is current now; as it is,
   * where none is.
   */
  Runnable wrap(Runnable task);
}
