package dev.nextloop.internal.loop;

import dev.nextloop.FunctionError;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Workers;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call on a worker, whose result comes back to the loop. Interrupted when its invocation is
 * given up; never begun, if that happens before a worker has taken it.
 */
final class BlockingCall<T> implements Runnable, Completable<Void> {
  private final LaneLoop loop;
  private final LambdaInvocation invocation;
  private final Callable<T> work;
  private final Promise<T> result = Promise.promise();
  private final AtomicBoolean taken = new AtomicBoolean();
  private java.util.concurrent.Future<?> thread;
  private Future<T> outcome;

  private BlockingCall(LaneLoop loop, LambdaInvocation invocation, Callable<T> work) {
    this.loop = loop;
    this.invocation = invocation;
    this.work = work;
  }

  /** On a worker. */
  static <T> Future<T> of(
      LaneLoop loop, Workers workers, LambdaInvocation invocation, Callable<T> work) {
    BlockingCall<T> call = new BlockingCall<>(loop, invocation, work);
    call.thread = workers.submit(call.new OnWorker());
    return call.begun();
  }

  /** On the loop's own thread; null where that loop can't. */
  static <T> Future<T> alone(LaneLoop loop, LambdaInvocation invocation, Callable<T> work) {
    BlockingCall<T> call = new BlockingCall<>(loop, invocation, work);
    call.thread = loop.occupy(call, call.new Settled());
    return call.thread == null ? null : call.begun();
  }

  private Future<T> begun() {
    invocation.cancelled().onComplete(this);
    return result.future();
  }

  @Override
  public void run() {
    if (taken.compareAndSet(false, true)) {
      Object outside = loop.enter(invocation);
      try {
        outcome = Future.succeededFuture(work.call());
      } catch (Throwable e) { // NOPMD: an Error of the function's is answered, too
        outcome = Future.failedFuture(e);
      } finally {
        loop.exit(outside);
      }
    }
  }

  /** The work, and what follows it on the loop. No lambda: the first one would cost the start. */
  private final class OnWorker implements Runnable {
    @Override
    public void run() {
      BlockingCall.this.run();
      loop.execute(new Settled());
    }
  }

  /** On the loop, when the work has ended, if it was ever begun. */
  private final class Settled implements Runnable {
    @Override
    public void run() {
      if (outcome != null) {
        Object outside = loop.enter(invocation);
        try {
          outcome.onComplete(result);
        } finally {
          loop.exit(outside);
        }
      }
    }
  }

  /** The invocation was given up. */
  @Override
  public void complete(Void signal, Throwable failure) {
    if (taken.compareAndSet(false, true)) {
      result.fail(
          new FunctionError(
              "Runtime.HandlerTimeout", "no worker was free before the invocation was given up"));
    }
    thread.cancel(true);
  }
}
