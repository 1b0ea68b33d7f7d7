package dev.nextloop.opentelemetry.internal;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One flush of a processor, with all spans that have ended before it. A {@code BatchSpanProcessor}
 * has one flush at a time, and answers who asks for another by that one, which knows nothing of
 * later spans; even when it is just over. So this one begins when the one before is over, and asks
 * again where it was given that one's answer. Any thread.
 *
 * <p>No lock is held here when the processor is asked or answers: its answers call back under locks
 * of their own.
 */
public final class Flushing {
  private static final int TRIES = 1_000;

  private final Supplier<CompletableResultCode> forceFlush;
  private final boolean awaited;
  private final Promise<Void> result = Promise.promise();
  private final AtomicBoolean late = new AtomicBoolean();
  private volatile CompletableResultCode answer;
  private int tries;

  /**
   * A flush that {@link #begin} begins.
   *
   * @param awaited whether somebody waits for it, no longer than its time
   */
  public Flushing(Supplier<CompletableResultCode> forceFlush, boolean awaited) {
    this.forceFlush = forceFlush;
    this.awaited = awaited;
  }

  /** None, which is over. */
  public static Flushing none() {
    Flushing none = new Flushing(CompletableResultCode::ofSuccess, false);
    none.result.complete();
    return none;
  }

  /** Begins, or does so when that one is over. */
  public void begin(Flushing before) {
    if (before.isOver()) {
      ask(before.answer);
    } else {
      // Not at once, because this is called from within the one before.
      before.result.future().onComplete(over -> askSoon(before.answer));
    }
  }

  private void askSoon(CompletableResultCode old) {
    CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(() -> ask(old));
  }

  private void ask(CompletableResultCode old) {
    CompletableResultCode given;
    try {
      given = given();
    } catch (RuntimeException | LinkageError e) {
      result.fail(e);
      return;
    }
    boolean stale = given == old && given != CompletableResultCode.ofSuccess();
    if (stale && ++tries < TRIES) {
      askSoon(old);
      return;
    }
    answer = given;
    given.whenComplete(() -> end(given));
  }

  private CompletableResultCode given() {
    CompletableResultCode given = forceFlush.get();
    // Success at once may be of the flush before, which is gone by now; the next one is not.
    return given == CompletableResultCode.ofSuccess() ? forceFlush.get() : given;
  }

  private void end(CompletableResultCode given) {
    Throwable why = given.getFailureThrowable();
    if (given.isSuccess()) {
      result.complete();
    } else {
      result.fail(why != null ? why : new IllegalStateException("spans could not be exported"));
    }
  }

  /** Completes when it is over, on any thread. */
  public Future<Void> result() {
    return result.future();
  }

  private boolean isOver() {
    return result.future().isComplete();
  }

  /** Whether it was given up: nobody waits for it any more when another one is asked for. */
  public boolean isLeft() {
    return awaited && !isOver();
  }

  /** Marks it as one that took too long; true the first time. */
  public boolean becomesLate() {
    return !late.get() && late.compareAndSet(false, true);
  }
}
