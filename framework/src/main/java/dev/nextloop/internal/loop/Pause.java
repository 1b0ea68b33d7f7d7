package dev.nextloop.internal.loop;

import dev.nextloop.FunctionError;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** A wait of one invocation: over when its time is, or when the invocation is given up. */
final class Pause implements Runnable, Completable<Void> {
  private static final Duration LONGEST = Duration.ofHours(24);

  private final LaneLoop loop;
  private final LambdaInvocation invocation;
  private final Promise<Void> over = Promise.promise();
  private LaneLoop.Timer timer;

  private Pause(LaneLoop loop, LambdaInvocation invocation) {
    this.loop = loop;
    this.invocation = invocation;
  }

  static Future<Void> of(LaneLoop loop, LambdaInvocation invocation, Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("delay is " + delay + "; it must be 0 to 24 h");
    }
    Pause pause = new Pause(loop, invocation);
    if (delay.isZero()) {
      loop.execute(pause::begun);
    } else {
      loop.now(() -> pause.begin(delay.toNanos()));
    }
    return pause.over.future();
  }

  private void begin(long nanos) {
    timer = loop.timer(nanos, this);
    invocation.cancelled().onComplete(this);
  }

  /** Without a timer: it is over already. */
  private void begun() {
    if (invocation.isCancelled()) {
      complete(null, null);
    } else {
      run();
    }
  }

  @Override
  public void run() {
    new Scoped(loop, invocation, over::tryComplete).run();
  }

  /** The invocation was given up; on the loop. */
  @Override
  public void complete(Void signal, Throwable failure) {
    if (timer != null) {
      timer.cancel();
    }
    over.tryFail(
        new FunctionError(
            "Runtime.HandlerTimeout", "a wait ended with its invocation, which was given up"));
  }
}
