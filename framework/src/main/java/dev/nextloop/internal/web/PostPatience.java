package dev.nextloop.internal.web;

import dev.nextloop.spi.LaneLoop;

/**
 * Counts the seconds that a post waits for its acknowledgement. Each second is a timer of its own,
 * so a freeze, however long, counts as one. Loop only.
 */
final class PostPatience implements Runnable {
  private static final int SECONDS = 31;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final LaneLoop loop;
  private final Runnable lost;
  private LaneLoop.Timer timer;
  private int left;

  /** Patience that calls {@code lost} when it is used up. */
  PostPatience(LaneLoop loop, Runnable lost) {
    this.loop = loop;
    this.lost = lost;
  }

  void begin() {
    left = SECONDS;
    timer = loop.timer(SECOND_NANOS, this);
  }

  void end() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  @Override
  public void run() {
    timer = null;
    if (--left > 0) {
      timer = loop.timer(SECOND_NANOS, this);
    } else {
      lost.run();
    }
  }
}
