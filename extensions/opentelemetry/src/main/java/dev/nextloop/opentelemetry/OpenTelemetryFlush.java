package dev.nextloop.opentelemetry;

import dev.nextloop.Flush;
import dev.nextloop.Invocation;
import dev.nextloop.Observer;
import dev.nextloop.Stage;
import dev.nextloop.opentelemetry.internal.Flushing;
import dev.nextloop.opentelemetry.internal.InvocationSpan;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Sends spans before the process may be frozen or ended: behind each answer whose invocation is
 * sampled, and when an invocation's deadline is near. Give it to the client twice, to {@code flush}
 * and to {@code observe}. Invocations that are not sampled are not held back.
 *
 * <p>How long the next poll waits is the client's flush budget. While an exporter that took longer
 * still hangs, nothing is flushed and no poll waits; spans gather in the processor, which drops
 * what goes beyond its queue. Serves one invocation at a time, as the platform does where it
 * freezes; any thread.
 */
public final class OpenTelemetryFlush implements Flush, Observer {
  private final Supplier<CompletableResultCode> forceFlush;
  private final AtomicReference<Flushing> last = new AtomicReference<>(Flushing.none());
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong cutOff = new AtomicLong();

  /**
   * What has become of the flushes so far.
   *
   * @param begun how many there were
   * @param failed those that the processor said had failed
   * @param cutOff those that an answer waited for, and that were not over at the next one
   */
  public record Counts(long begun, long failed, long cutOff) {}

  OpenTelemetryFlush(Supplier<CompletableResultCode> forceFlush) {
    this.forceFlush = forceFlush;
  }

  /**
   * Flushes this provider.
   *
   * @param tracers exports in the background, by a {@code BatchSpanProcessor}; a {@code
   *     SimpleSpanProcessor} would export on the loop
   */
  public static OpenTelemetryFlush of(SdkTracerProvider tracers) {
    return new OpenTelemetryFlush(tracers::forceFlush);
  }

  @Override
  public boolean isDue(Invocation invocation) {
    InvocationSpan span = invocation.attribute(InvocationSpan.KEY);
    return span != null && span.isSampled() && !hangs();
  }

  private boolean hangs() {
    Flushing flushing = last.get();
    if (!flushing.isLeft()) {
      return false;
    }
    if (flushing.becomesLate()) {
      cutOff.incrementAndGet();
    }
    return true;
  }

  @Override
  public Future<Void> flush(Invocation invocation) {
    Flushing next = new Flushing(forceFlush, true);
    Flushing before = follow(next);
    Context loop = callsAreEnding(invocation) ? Vertx.currentContext() : null;
    if (loop == null) {
      next.begin(before);
    } else {
      // The call whose response has led to the answer ends its span behind the answer.
      loop.runOnContext(turn -> next.begin(before));
    }
    return next.result();
  }

  /** The one before. */
  private Flushing follow(Flushing next) {
    begun.incrementAndGet();
    next.result().onFailure(why -> failed.incrementAndGet());
    return last.getAndSet(next);
  }

  private static boolean callsAreEnding(Invocation invocation) {
    InvocationSpan span = invocation == null ? null : invocation.attribute(InvocationSpan.KEY);
    return span != null && span.hasOpenCalls();
  }

  /** Ends and sends the span of an invocation that the platform may end soon. */
  @Override
  public void at(Stage stage, Invocation invocation, long ticks) {
    if (stage == Stage.EXPIRING || stage == Stage.EXPIRED) {
      InvocationSpan span = invocation.attribute(InvocationSpan.KEY);
      if (span != null && span.expire() && span.isSampled() && !hangs()) {
        // Nobody waits for it: should the answer come all the same, it has a flush of its own.
        Flushing early = new Flushing(forceFlush, false);
        early.begin(follow(early));
      }
    }
  }

  /** A count for tests, log lines and metrics. */
  public Counts counts() {
    return new Counts(begun.get(), failed.get(), cutOff.get());
  }
}
