package dev.nextloop.internal.loop;

import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;

/**
 * Watches one lane's invocation: has it cancelled when its margin is all that is left, and given up
 * when the lane's own margin is. Its one timer looks at the clock again when it fires, so that
 * neither a freeze nor a margin that was asked for later makes it wrong.
 */
final class Deadline implements Runnable, LambdaInvocation.Watch {
  private final LaneLoop loop;
  private final Lane lane;
  private final long marginNanos;
  private LambdaInvocation watched;
  private LaneLoop.Timer timer;

  Deadline(LaneLoop loop, Lane lane, long marginNanos) {
    this.loop = loop;
    this.lane = lane;
    this.marginNanos = marginNanos;
  }

  void watch(LambdaInvocation invocation) {
    watched = invocation;
    invocation.watchedBy(this);
    arm();
  }

  private void arm() {
    long margin = watched.isCancelled() ? marginNanos : cancelMargin();
    timer = loop.timer(Math.max(0, watched.patienceNanos() - margin), this);
  }

  private long cancelMargin() {
    return Math.max(marginNanos, watched.cancelMarginNanos());
  }

  /** A longer margin was asked for; any thread. */
  @Override
  public void marginGrew() {
    loop.execute(this::rearm);
  }

  private void rearm() {
    if (timer != null) {
      timer.cancel();
      arm();
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
    }
    timer = null;
    watched = null;
  }

  @Override
  public void run() {
    timer = null;
    LambdaInvocation due = watched;
    if (!due.isCancelled() && due.patienceNanos() <= cancelMargin()) {
      lane.cancel(due);
    }
    if (due != watched) {
      // It was answered within the signal itself.
      return;
    }
    if (due.isCancelled() && due.patienceNanos() <= marginNanos) {
      watched = null;
      lane.expired(due);
    } else {
      arm();
    }
  }
}
