package dev.nextloop.launch;

import dev.nextloop.Nextloop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end that SIGTERM asks for. A loop that somebody blocks can't end anything, so a thread that
 * exists only from then on waits beside it.
 */
final class Termination implements Runnable {
  // Behind the drain: what was given up still has to be closed.
  private static final long GRACE_MILLIS = 200;

  private final Nextloop nextloop;
  private final Duration drain;
  private final Launch launch;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Stops the client when it is run, and tells the launch when it has not stopped in time. */
  Termination(Nextloop nextloop, Duration drain, Launch launch) {
    this.nextloop = nextloop;
    this.drain = drain;
    this.launch = launch;
  }

  @Override
  public void run() {
    nextloop.stop().onComplete(any -> closed.countDown());
    Thread waiting = new Thread(this::await, "nextloop-termination");
    waiting.setDaemon(true);
    waiting.start();
  }

  private void await() {
    try {
      if (!closed.await(drain.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        launch.blocked();
      }
    } catch (InterruptedException e) {
      // Nobody waits for the end any more.
      Thread.currentThread().interrupt();
    }
  }
}
