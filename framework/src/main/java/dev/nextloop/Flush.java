package dev.nextloop;

import io.vertx.core.Future;

/**
 * Sends what must not wait for the next event, because the sandbox may be frozen until then, or for
 * good: spans, lines, metrics. It is never on the way of the answer: the answer is sent first, then
 * the flush begins, and the next poll, which tells the platform that the function is idle, waits
 * for it, no longer than {@link NextloopOptions#flushBudget()} and than the invocation's deadline.
 * An invocation that nobody flushes for has its next poll sent in one write with the answer; one
 * that somebody does costs a round trip more.
 *
 * <p>Where the platform runs several invocations at once ({@link NextloopOptions#concurrent()}) it
 * freezes nothing, and no poll waits: there the last flush alone is called. Methods are called on
 * the lane's loop and must not block; one that throws or fails is logged once and goes on being
 * called.
 */
public interface Flush {

  /**
   * Whether there is something to send.
   *
   * @param invocation its answer is about to be sent
   */
  boolean isDue(Invocation invocation);

  /**
   * Begins to send it.
   *
   * @param invocation has just been answered; null when the client stops, which asks every flush
   *     without a question before
   * @return completes when it is sent, on any thread
   */
  Future<Void> flush(Invocation invocation);
}
