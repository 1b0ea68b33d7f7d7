package dev.nextloop.internal.loop;

import dev.nextloop.NextloopOptions;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;

/**
 * Watches one lane's invocation: has it cancelled when its margin is all that is left, and given up
 * when the lane's own margin is; tells observers shortly before. Its one timer looks at the clock
 * again when it fires, so that neither a freeze nor a margin that was asked for later makes it
 * wrong.
 */
final class Deadline implements Runnable, LambdaInvocation.Watch {
  private final LaneLoop loop;
  private final Lane lane;
  private final long marginNanos;
  private final long noticeNanos;
  private LambdaInvocation watched;
  private LaneLoop.Timer timer;
  private boolean noticed;

  Deadline(LaneLoop loop, Lane lane, NextloopOptions options, long noticeNanos) {
    this.loop = loop;
    this.lane = lane;
    this.marginNanos = options.deadlineMarginNanos();
    this.noticeNanos = noticeNanos;
  }

  void watch(LambdaInvocation invocation) {
    watched = invocation;
    noticed = noticeNanos == 0;
    invocation.watchedBy(this);
    arm();
  }

  private void arm() {
    timer = loop.timer(Math.max(0, watched.patienceNanos() - nextMargin()), this);
  }

  private long nextMargin() {
    if (watched.isCancelled()) {
      return marginNanos;
    }
    return noticed ? cancelMargin() : Math.max(noticeNanos, cancelMargin());
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
    if (!noticed && due.patienceNanos() <= nextMargin()) {
      noticed = true;
      lane.expiring(due);
    }
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
