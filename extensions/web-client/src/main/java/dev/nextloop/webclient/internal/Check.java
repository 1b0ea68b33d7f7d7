package dev.nextloop.webclient.internal;

import dev.nextloop.spi.Host;
import java.time.Duration;

/** Refuses a setting that is out of its range, in one form of words. */
public final class Check {
  private static final int SHOWN = 60;

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

  /**
   * A variable's number.
   *
   * @throws IllegalArgumentException when it is none, or out of range
   */
  public static long variable(Host host, String name, long otherwise, long least, long most) {
    String text = host.variable(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.trim());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // As wrong as one out of range.
    }
    throw wrong(name, text, "a whole number, " + least + " to " + most);
  }

  /** The failure of a setting that is wrong; shows the beginning of its value. */
  public static IllegalArgumentException wrong(String name, Object value, String right) {
    return new IllegalArgumentException(
        name + " is '" + shown(String.valueOf(value)) + "'; it must be " + right);
  }

  /** The beginning of a text, on one line. */
  private static String shown(String text) {
    StringBuilder line = new StringBuilder(SHOWN + 3);
    for (int i = 0; i < text.length() && i < SHOWN; i++) {
      line.append(isVisible(text.charAt(i)) ? text.charAt(i) : '?');
    }
    return text.length() > SHOWN ? line.append("...").toString() : line.toString();
  }

  /**
   * An address that can be called.
   *
   * @throws IllegalArgumentException shows it without what may be a secret: query and credentials
   */
  public static void url(String url) {
    boolean http = url != null && (url.startsWith("http://") || url.startsWith("https://"));
    if (!http || !isVisible(url)) {
      throw wrong("url", withoutSecrets(url), "absolute, http:// or https://, of visible ASCII");
    }
  }

  private static String withoutSecrets(String url) {
    return url == null
        ? "null"
        : url.replaceFirst("[?#].*", "?...").replaceFirst("//.*@", "//...@");
  }

  /** Whether a text has neither controls nor spaces nor anything beyond ASCII. */
  public static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isVisible(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isVisible(char c) {
    return c > ' ' && c <= '~';
  }
}
