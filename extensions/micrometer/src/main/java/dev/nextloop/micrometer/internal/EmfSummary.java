package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;

/** Amounts. As for times, CloudWatch makes the percentiles. */
final class EmfSummary extends AbstractMeter implements DistributionSummary {
  private final double scale;
  private final Samples samples;
  private final Losses losses;
  private long count;
  private double total;
  private double greatest;

  EmfSummary(Id id, double scale, Samples samples, Losses losses) {
    super(id);
    this.scale = scale;
    this.samples = samples;
    this.losses = losses;
  }

  @Override
  public void record(double amount) {
    double scaled = amount * scale;
    if (!Limits.takes(scaled) || scaled < 0) {
      losses.dropped();
      return;
    }
    samples.add(scaled);
    synchronized (this) {
      count++;
      total += scaled;
      greatest = Math.max(greatest, scaled);
    }
  }

  @Override
  public synchronized long count() {
    return count;
  }

  @Override
  public synchronized double totalAmount() {
    return total;
  }

  @Override
  public synchronized double max() {
    return greatest;
  }

  @Override
  public HistogramSnapshot takeSnapshot() {
    return HistogramSnapshot.empty(count(), totalAmount(), max());
  }
}
