package dev.nextloop.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds a script at {@link Script#whenReleased(Gate)} until the test releases it, so that a test
 * orders what happens without sleeping. Opens once and stays open; safe for any thread.
 */
public final class Gate {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Lets every script that stands or will stand at this gate go on. */
  public void release() {
    released.countDown();
  }

  /**
   * Waits until a script stands at this gate, which means that all its steps before are done.
   *
   * @throws AssertionError if none does within {@code limit}, or the waiting thread is interrupted
   */
  public void awaitReached(Duration limit) {
    try {
      if (!reached.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("no script reached the gate within " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a script was awaited at the gate", e);
    }
  }

  void pass() throws InterruptedException {
    reached.countDown();
    released.await();
  }
}
