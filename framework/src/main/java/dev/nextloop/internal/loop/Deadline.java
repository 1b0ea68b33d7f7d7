package dev.nextloop.internal.loop;

import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;

/** Watches one lane's invocation until its time, less the margin, is up. */
final class Deadline implements Runnable {
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
    timer = loop.timer(Math.max(0, invocation.patienceNanos() - marginNanos), this);
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
      watched = null;
    }
  }

  @Override
  public void run() {
    LambdaInvocation expired = watched;
    timer = null;
    watched = null;
    lane.expired(expired);
  }
}
