package dev.nextloop.micrometer.internal;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Calls that somebody else counts and times: since the last line, as many calls of their mean time.
 * Writer only.
 */
final class Pace implements Pending {
  private final LongSupplier count;
  private final DoubleSupplier totalMillis;
  private final Losses losses;
  private long toldCount;
  private double toldMillis;

  Pace(LongSupplier count, DoubleSupplier totalMillis, Losses losses) {
    this.count = count;
    this.totalMillis = totalMillis;
    this.losses = losses;
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public boolean write(StringBuilder line) {
    long calls = count.getAsLong();
    double millis = totalMillis.getAsDouble();
    double mean = (millis - toldMillis) / (calls - toldCount);
    if (calls > toldCount && Limits.takes(mean)) {
      JsonText.append(line.append("{\"Values\":["), mean);
      line.append("],\"Counts\":[").append(calls - toldCount).append("],");
      Distribution.statistics(line, mean, mean, calls - toldCount, millis - toldMillis).append('}');
    } else if (calls > toldCount) {
      losses.dropped();
    }
    toldCount = calls;
    toldMillis = millis;
    return false;
  }
}
