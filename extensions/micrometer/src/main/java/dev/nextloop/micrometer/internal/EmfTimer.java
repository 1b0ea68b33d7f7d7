package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.NoopHistogram;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;
import java.util.concurrent.TimeUnit;

/**
 * Times in milliseconds. CloudWatch has the values and makes its own percentiles of them, so there
 * is no histogram here.
 */
final class EmfTimer extends AbstractTimer {
  private static final double MILLION = 1e6;

  private final Samples samples;
  private long count;
  private long totalNanos;
  private long greatestNanos;

  EmfTimer(Id id, Clock clock, Samples samples) {
    super(id, clock, NoPauseDetector.INSTANCE, TimeUnit.MILLISECONDS, NoopHistogram.INSTANCE);
    this.samples = samples;
  }

  @Override
  protected void recordNonNegative(long amount, TimeUnit unit) {
    long nanos = unit.toNanos(amount);
    samples.add(nanos / MILLION);
    synchronized (this) {
      count++;
      totalNanos += nanos;
      greatestNanos = Math.max(greatestNanos, nanos);
    }
  }

  @Override
  public synchronized long count() {
    return count;
  }

  @Override
  public synchronized double totalTime(TimeUnit unit) {
    return (double) totalNanos / unit.toNanos(1);
  }

  @Override
  public synchronized double max(TimeUnit unit) {
    return (double) greatestNanos / unit.toNanos(1);
  }
}
