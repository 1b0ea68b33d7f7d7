package dev.nextloop.internal.loop;

import dev.nextloop.FunctionError;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A wait of one invocation: over when its time is, and something follows; or when the invocation is
 * given up, and nothing does. Confined to the loop once it has begun.
 */
final class Pause<T> implements Runnable, Completable<Void> {
  private static final Duration LONGEST = Duration.ofHours(24);

  private final LaneLoop loop;
  private final LambdaInvocation invocation;
  private final Supplier<Future<T>> next;
  private final Promise<T> result = Promise.promise();
  private LaneLoop.Timer timer;
  private boolean over;

  private Pause(LaneLoop loop, LambdaInvocation invocation, Supplier<Future<T>> next) {
    this.loop = loop;
    this.invocation = invocation;
    this.next = next;
  }

  static <T> Future<T> of(
      LaneLoop loop, LambdaInvocation invocation, Duration delay, Supplier<Future<T>> next) {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("delay is " + delay + "; it must be 0 to 24 h");
    }
    Pause<T> pause = new Pause<>(loop, invocation, next);
    if (delay.isZero()) {
      loop.execute(pause::begun);
    } else {
      loop.now(() -> pause.begin(delay.toNanos()));
    }
    return pause.result.future();
  }

  private void begin(long nanos) {
    timer = loop.timer(nanos, this);
    invocation.cancelled().onComplete(this);
  }

  /** Without a timer: its time is over already. */
  private void begun() {
    if (invocation.isCancelled()) {
      complete(null, null);
    } else {
      run();
    }
  }

  @Override
  public void run() {
    over = true;
    new Scoped(loop, invocation, () -> next().onComplete(result)).run();
  }

  private Future<T> next() {
    try {
      Future<T> given = next.get();
      return given != null ? given : Future.failedFuture(Guard.nothing("a null future"));
    } catch (Throwable e) { // NOPMD: an Error of the function's is answered, too
      return Future.failedFuture(e);
    }
  }

  /** The invocation was given up; on the loop. */
  @Override
  public void complete(Void signal, Throwable failure) {
    if (over) {
      return;
    }
    over = true;
    if (timer != null) {
      timer.cancel();
    }
    result.fail(
        new FunctionError(
            "Runtime.HandlerTimeout", "a wait ended with its invocation, which was given up"));
  }
}
