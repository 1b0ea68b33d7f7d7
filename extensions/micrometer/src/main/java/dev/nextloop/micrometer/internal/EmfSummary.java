package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;

/** Amounts. As for times, CloudWatch makes the percentiles. */
final class EmfSummary extends AbstractMeter implements DistributionSummary {
  private final double scale;
  private final Samples samples;
  private final Losses losses;

  EmfSummary(Id id, double scale, Samples samples, Losses losses) {
    super(id);
    this.scale = scale;
    this.samples = samples;
    this.losses = losses;
  }

  @Override
  public void record(double amount) {
    double scaled = amount * scale;
    if (Limits.takes(scaled) && scaled >= 0) {
      samples.add(scaled);
    } else {
      losses.dropped();
    }
  }

  @Override
  public long count() {
    return samples.countOfAll();
  }

  @Override
  public double totalAmount() {
    return samples.sumOfAll();
  }

  @Override
  public double max() {
    return samples.greatestOfAll();
  }

  @Override
  public HistogramSnapshot takeSnapshot() {
    return HistogramSnapshot.empty(count(), totalAmount(), max());
  }
}
