package dev.nextloop.micrometer.internal;

import java.util.function.DoubleSupplier;

/** What a total that somebody else counts has grown by since the last line. Writer only. */
final class Growth implements Pending {
  private final DoubleSupplier total;
  private final Losses losses;
  private double told;

  Growth(DoubleSupplier total, Losses losses) {
    this.total = total;
    this.losses = losses;
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public boolean write(StringBuilder line) {
    double now = total.getAsDouble();
    double grown = now - told;
    if (!Limits.takes(grown)) {
      losses.dropped();
    } else if (grown != 0) {
      told = now;
      // A total that has shrunk began anew.
      JsonText.append(line, grown > 0 ? grown : Math.max(0, now));
    }
    return false;
  }
}
