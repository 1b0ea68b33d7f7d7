package dev.nextloop.internal.vertx;

import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;

/** One event loop of a Vert.x instance as the thread that lanes live on. */
public final class VertxLoop implements LaneLoop {
  private final Vertx vertx;
  private final Context context;
  private volatile Thread thread;

  /** The caller's event loop, if it is on one, else one that Vert.x picks. */
  public VertxLoop(Vertx vertx) {
    this.vertx = vertx;
    Context current = Vertx.currentContext();
    boolean onLoop = current != null && current.isEventLoopContext() && current.owner() == vertx;
    // A caller's worker context would make each turn of the lanes another thread's.
    this.context = onLoop ? current : ((VertxInternal) vertx).createEventLoopContext();
    context.runOnContext(started -> thread = Thread.currentThread());
  }

  /** Where the lanes' sockets belong. */
  public Context context() {
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
