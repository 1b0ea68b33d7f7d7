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

  EmfTimer(Id id, Clock clock, Samples samples) {
    super(id, clock, NoPauseDetector.INSTANCE, TimeUnit.MILLISECONDS, NoopHistogram.INSTANCE);
    this.samples = samples;
  }

  @Override
  protected void recordNonNegative(long amount, TimeUnit unit) {
    samples.add(unit.toNanos(amount) / MILLION);
  }

  @Override
  public long count() {
    return samples.countOfAll();
  }

  @Override
  public double totalTime(TimeUnit unit) {
    return samples.sumOfAll() * MILLION / unit.toNanos(1);
  }

  @Override
  public double max(TimeUnit unit) {
    return samples.greatestOfAll() * MILLION / unit.toNanos(1);
  }
}
