package dev.nextloop.internal.web;

import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** One event loop of a Vert.x instance as the thread that lanes live on. */
final class VertxLoop implements LaneLoop {
  private final Vertx vertx;
  private final Context context;
  private volatile Thread thread;

  VertxLoop(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    context.runOnContext(started -> thread = Thread.currentThread());
  }

  Context context() {
    return context;
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(turn -> task.run());
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  @Override
  public Timer timer(long delayNanos, Runnable task) {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(delayNanos + 999_999));
    long id = vertx.setTimer(millis, fired -> task.run());
    return () -> vertx.cancelTimer(id);
  }
}
