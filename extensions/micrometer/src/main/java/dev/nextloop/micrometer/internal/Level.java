package dev.nextloop.micrometer.internal;

import java.util.function.DoubleSupplier;

/** A value that is looked at when a line is written; no reason to write one. */
record Level(DoubleSupplier value, Losses losses) implements Pending {

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public boolean write(StringBuilder line) {
    double now = value.getAsDouble();
    if (Limits.takes(now)) {
      JsonText.append(line, now);
    } else {
      losses.dropped();
    }
    return false;
  }
}
