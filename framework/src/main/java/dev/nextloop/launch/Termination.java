package dev.nextloop.launch;

import dev.nextloop.Nextloop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end that SIGTERM asks for. A loop that somebody blocks can't end anything, so a thread that
 * exists only from now on waits beside it.
 */
final class Termination implements Runnable {
  // Behind the drain: what was given up still has to be closed.
  private static final long GRACE_MILLIS = 200;

  private final Nextloop nextloop;
  private final Duration drain;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Runnable otherwise;

  Termination(Nextloop nextloop, Duration drain) {
    this.nextloop = nextloop;
    this.drain = drain;
  }

  /**
   * Stops the client.
   *
   * @param blocked run when it has not stopped in time
   */
  void start(Runnable blocked) {
    otherwise = blocked;
    nextloop.stop().onComplete(any -> closed.countDown());
    Thread waiting = new Thread(this, "nextloop-termination");
    waiting.setDaemon(true);
    waiting.start();
  }

  @Override
  public void run() {
    try {
      if (!closed.await(drain.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        otherwise.run();
      }
    } catch (InterruptedException e) {
      // Nobody waits for the end any more.
      Thread.currentThread().interrupt();
    }
  }
}
