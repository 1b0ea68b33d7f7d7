package dev.nextloop.internal.direct;

import dev.nextloop.spi.LaneLoop;

/** A task that waits on a {@link DirectLoop}. */
record DirectTimer(DirectLoop loop, long due, Runnable task)
    implements LaneLoop.Timer, Comparable<DirectTimer> {

  @Override
  public void cancel() {
    loop.cancel(this);
  }

  @Override
  public int compareTo(DirectTimer other) {
    // By difference: tick counts may overflow.
    return Long.signum(due - other.due);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
