package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.AbstractMeter;
import io.micrometer.core.instrument.Counter;

/** Counts; a line has what was added since the last one. */
final class EmfCounter extends AbstractMeter implements Counter, Pending {
  private final Losses losses;
  private double total;
  private double added;

  EmfCounter(Id id, Losses losses) {
    super(id);
    this.losses = losses;
  }

  @Override
  public void increment(double amount) {
    if (Limits.takes(amount) && amount >= 0) {
      add(amount);
    } else {
      losses.dropped();
    }
  }

  private synchronized void add(double amount) {
    total += amount;
    added += amount;
  }

  @Override
  public synchronized double count() {
    return total;
  }

  @Override
  public synchronized boolean waits() {
    return added != 0;
  }

  @Override
  public synchronized boolean write(StringBuilder line) {
    if (added != 0) {
      JsonText.append(line, added);
      added = 0;
    }
    return false;
  }
}
