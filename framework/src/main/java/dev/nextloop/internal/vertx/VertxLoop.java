package dev.nextloop.internal.vertx;

import dev.nextloop.Invocation;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;

/** One event loop of a Vert.x instance as the thread that lanes live on. */
public final class VertxLoop implements LaneLoop {
  private final Vertx vertx;
  private final ContextInternal context;
  private volatile Thread thread;

  /** The caller's event loop, if it is on one, else one that Vert.x picks. */
  public VertxLoop(Vertx vertx) {
    this(vertx, callers(vertx));
  }

  private VertxLoop(Vertx vertx, ContextInternal context) {
    this.vertx = vertx;
    this.context = context;
    context.runOnContext(started -> thread = Thread.currentThread());
  }

  private static ContextInternal callers(Vertx vertx) {
    ContextInternal current = ContextInternal.current();
    boolean onLoop = current != null && current.isEventLoopContext() && current.owner() == vertx;
    // A caller's worker context would make each turn of the lanes another thread's.
    return onLoop ? current.unwrap() : ((VertxInternal) vertx).createEventLoopContext();
  }

  /** Another event loop of the same instance, where it has one. */
  public VertxLoop another() {
    ContextInternal other = ((VertxInternal) vertx).createEventLoopContext();
    if (other.nettyEventLoop() == context.nettyEventLoop()) {
      // They are given out in turn.
      other = ((VertxInternal) vertx).createEventLoopContext();
    }
    return new VertxLoop(vertx, other);
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

  /** Each invocation has a duplicate of the loop's context, which Vert.x carries along. */
  @Override
  public Object enter(Invocation invocation) {
    return placeOf((LambdaInvocation) invocation).beginDispatch();
  }

  private ContextInternal placeOf(LambdaInvocation invocation) {
    if (invocation == null) {
      return context;
    }
    ContextInternal place = (ContextInternal) invocation.place();
    if (place == null) {
      place = context.duplicate();
      InvocationLocal.KEY.put(place, invocation);
      invocation.place(place);
    }
    return place;
  }

  @Override
  public void exit(Object outside) {
    context.endDispatch((ContextInternal) outside);
  }

  @Override
  public Invocation current() {
    ContextInternal here = ContextInternal.current();
    return here == null ? null : of(here);
  }

  @Override
  public Invocation of(Context other) {
    return other.owner() != vertx ? null : InvocationLocal.KEY.get((ContextInternal) other);
  }

  @Override
  public Timer timer(long delayNanos, Runnable task) {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(delayNanos + 999_999));
    long id = vertx.setTimer(millis, fired -> task.run());
    return () -> vertx.cancelTimer(id);
  }
}
