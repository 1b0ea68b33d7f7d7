package dev.nextloop.internal.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * The signal that an invocation is given up, and how long before its deadline it is wanted. Made
 * when somebody asks or watches, so that an invocation that is answered at once has none. Any
 * thread.
 */
final class Cancellation {
  private volatile Promise<Void> signal;
  private volatile boolean given;
  private volatile long marginNanos;
  private volatile LambdaInvocation.Watch watch;

  Future<Void> signal() {
    Promise<Void> asked = signal;
    if (asked == null) {
      synchronized (this) {
        asked = signal != null ? signal : Promise.promise();
        signal = asked;
      }
    }
    if (given) {
      asked.tryComplete();
    }
    return asked.future();
  }

  void give() {
    given = true;
    Promise<Void> asked = signal;
    if (asked != null) {
      asked.tryComplete();
    }
  }

  boolean isGiven() {
    return given;
  }

  void wantedBefore(long nanos) {
    synchronized (this) {
      marginNanos = Math.max(marginNanos, nanos);
    }
    LambdaInvocation.Watch told = watch;
    if (told != null) {
      told.marginGrew();
    }
  }

  long marginNanos() {
    return marginNanos;
  }

  void watchedBy(LambdaInvocation.Watch watcher) {
    watch = watcher;
  }
}
