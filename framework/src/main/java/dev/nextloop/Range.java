package dev.nextloop;

import java.time.Duration;

/** Refuses a setting that is out of its range, in one form of words. */
final class Range {
  private Range() {}

  static void check(String name, Duration value, Duration least, Duration most) {
    boolean good = value != null && value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    check(name, good, value, least.toMillis() + " ms to " + most.toMillis() + " ms");
  }

  static void check(String name, boolean good, Object value, String right) {
    if (!good) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + right);
    }
  }
}
