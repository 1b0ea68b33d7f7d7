package dev.nextloop.spi;

import io.vertx.core.Future;
import java.nio.ByteBuffer;

/**
 * Where the bytes of a streamed reply go. Any thread may call, one at a time.
 *
 * <p>Nothing reaches the Runtime API before the first byte or the end: a failure until then is
 * posted like that of any handler. Later it is told in trailers behind what was written.
 */
public interface ByteSink {
  /** Bytes that may wait before {@link #write} says to pause; see {@link #limit}. */
  int HIGH_WATER = 256 << 10;

  /**
   * Takes bytes; what is written when the stream is closed already is dropped.
   *
   * @param bytes from position to limit; belong to the sink from now on: nobody may change them
   * @return true when more waits than the high-water mark allows: write no more until {@link
   *     #onDrain} calls. Who does not pause fills the memory
   * @throws IllegalStateException after {@link #end} or {@link #fail}
   */
  boolean write(ByteBuffer bytes);

  /** Whether more waits than the high-water mark allows, or the stream is closed. */
  boolean isFull();

  /**
   * Has a task run once, on the lane's loop, as soon as no more than half of the high-water mark
   * waits; soon, if that is so now; never, if the stream is closed before. Replaces the task that
   * still waits.
   */
  void onDrain(Runnable task);

  /**
   * Moves the high-water mark of this stream.
   *
   * @param highWater bytes, 1 or more
   * @throws IllegalArgumentException when it is less
   */
  void limit(int highWater);

  /** The reply is complete. A second call, or one after {@link #fail}, does nothing. */
  void end();

  /**
   * The reply can't be completed. After {@link #end} this does nothing.
   *
   * @param cause for the caller, as that of a handler's failed future
   */
  void fail(Throwable cause);

  /**
   * Completes, on the lane's loop, when the stream is over: succeeds when the Runtime API has
   * accepted it, whatever it was ended with; fails when it was cut off by the deadline, by the
   * client's stop, by the Runtime API or by the network. Whoever makes bytes should stop then.
   */
  Future<Void> closed();
}
