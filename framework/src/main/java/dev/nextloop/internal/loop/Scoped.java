package dev.nextloop.internal.loop;

import dev.nextloop.Invocation;
import dev.nextloop.spi.LaneLoop;

/** A task that belongs to an invocation, wherever it runs. */
record Scoped(LaneLoop loop, Invocation invocation, Runnable task) implements Runnable {
  @Override
  public void run() {
    Object outside = loop.enter(invocation);
    try {
      task.run();
    } finally {
      loop.exit(outside);
    }
  }
}
