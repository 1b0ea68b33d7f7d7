package dev.nextloop.micrometer.internal;

/**
 * What CloudWatch takes. Sources: embedded metric format specification, MetricDatum and Dimension
 * of the API reference; of two that differ, the narrower.
 */
public final class Limits {
  /** Metrics of one line. */
  static final int METRICS = 100;

  /** Dimensions of one set. */
  static final int DIMENSIONS = 30;

  /** Characters of one line, which has to be shorter than 256 KB with a last value. */
  static final int LINE = 200_000;

  /** Greatest size of a value, two to the power of 360. */
  private static final double VALUE = Math.scalb(1.0, 360);

  private static final int NAMESPACE = 255;
  private static final int NAME = 255;
  private static final int DIMENSION_NAME = 250;
  private static final int DIMENSION_VALUE = 1_024;
  private static final int SHOWN = 40;

  private Limits() {}

  /** Whether a value can be written. */
  static boolean takes(double value) {
    return Math.abs(value) <= VALUE;
  }

  /**
   * Checks a namespace.
   *
   * @throws IllegalArgumentException names the setting, the value and the remedy
   */
  public static void checkNamespace(String setting, String value) {
    boolean good = value != null && !value.isEmpty() && value.length() <= NAMESPACE;
    for (int i = 0; good && i < value.length(); i++) {
      char c = value.charAt(i);
      good = isLetterOrDigit(c) || "._#:/-".indexOf(c) >= 0;
    }
    if (!good || value.startsWith("AWS/")) {
      throw wrong(setting, value, "1 to 255 of a-z A-Z 0-9 . _ # : / - and not begin with AWS/");
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * Checks a dimension.
   *
   * @throws IllegalArgumentException names the dimension, what is wrong and the remedy
   */
  public static void checkDimension(String name, String value) {
    if (name == null
        || name.isEmpty()
        || name.length() > DIMENSION_NAME
        || name.charAt(0) == ':'
        || name.equals(Page.METADATA)
        || name.equals(Page.REQUEST)
        || !isPrintable(name)) {
      throw wrong(
          "a dimension's name",
          name,
          "1 to 250 printable ASCII characters, not begin with a colon, and be neither _aws nor"
              + " requestId");
    }
    if (value == null
        || value.isBlank()
        || value.length() > DIMENSION_VALUE
        || !isPrintable(value)) {
      throw wrong("dimension " + name, value, "1 to 1024 printable ASCII characters");
    }
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static IllegalArgumentException wrong(String what, String value, String right) {
    String shown = value == null ? "missing" : "'" + shown(value) + "'";
    return new IllegalArgumentException(what + " is " + shown + "; it must be " + right);
  }

  /** Enough of a text to know it by, in one line. */
  static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }

  static String name(String text) {
    return fitting(text, NAME);
  }

  static String dimensionName(String text) {
    String fitting = fitting(text, DIMENSION_NAME);
    return fitting.charAt(0) == ':' ? "_" + fitting.substring(1) : fitting;
  }

  static String dimensionValue(String text) {
    return fitting(text, DIMENSION_VALUE);
  }

  /** What CloudWatch takes in its place: a meter must not fail the invocation that makes it. */
  private static String fitting(String text, int longest) {
    if (text.isBlank()) {
      return "none";
    }
    StringBuilder out = new StringBuilder(Math.min(text.length(), longest));
    for (int i = 0; i < text.length() && i < longest; i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c > '~' ? '_' : c);
    }
    return out.toString();
  }
}
