package dev.nextloop.middleware.internal;

import java.time.Duration;

/** Refuses a setting that is out of its range, in one form of words. */
public final class Check {
  private static final int SHOWN = 40;

  private Check() {}

  /**
   * Checks a number.
   *
   * @throws IllegalArgumentException names the setting, its value and the range
   */
  public static void range(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw wrong(name, value, least + " to " + most);
    }
  }

  /**
   * Checks a time; null is out of every range.
   *
   * @throws IllegalArgumentException names the setting, its value and the range
   */
  public static void range(String name, Duration value, Duration least, Duration most) {
    if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw wrong(name, value, least.toMillis() + " ms to " + most.toMillis() + " ms");
    }
  }

  /** The failure of a setting that is wrong; shows the beginning of its value. */
  public static IllegalArgumentException wrong(String name, Object value, String right) {
    return new IllegalArgumentException(
        name + " is '" + shown(String.valueOf(value)) + "'; it must be " + right);
  }

  /** The beginning of a text, on one line. */
  public static String shown(String text) {
    StringBuilder line = new StringBuilder(SHOWN + 3);
    for (int i = 0; i < text.length() && i < SHOWN; i++) {
      char c = text.charAt(i);
      line.append(c < ' ' || c > '~' ? '?' : c);
    }
    return text.length() > SHOWN ? line.append("...").toString() : line.toString();
  }
}
