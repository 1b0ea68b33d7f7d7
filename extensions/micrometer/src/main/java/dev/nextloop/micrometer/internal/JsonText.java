package dev.nextloop.micrometer.internal;

/** Texts and numbers as JSON has them. */
final class JsonText {
  private static final long MILLION = 1_000_000;
  private static final double LEAST_IN_MILLIONTHS = 1e-3;
  private static final double MOST_IN_MILLIONTHS = 1e9;
  private static final double MOST_WHOLE = 1e15;

  private JsonText() {}

  /** A text in quotes. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    append(out, text);
    return out.toString();
  }

  static void append(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append("\\u").append(Character.forDigit(c >> 12, 16));
        out.append(Character.forDigit(c >> 8 & 15, 16));
        out.append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /**
   * A finite number. Whole ones have no point; those of everyday size have up to six digits behind
   * it, which is every nanosecond of a time in milliseconds, without the JDK's slow way to print.
   */
  static void append(StringBuilder out, double number) {
    double size = Math.abs(number);
    if (size == Math.rint(size) && size < MOST_WHOLE) {
      out.append((long) number);
    } else if (size >= LEAST_IN_MILLIONTHS && size < MOST_IN_MILLIONTHS) {
      long millionths = Math.round(size * MILLION);
      if (number < 0) {
        out.append('-');
      }
      out.append(millionths / MILLION);
      fraction(out, millionths % MILLION);
    } else {
      out.append(number);
    }
  }

  private static void fraction(StringBuilder out, long millionths) {
    if (millionths == 0) {
      return;
    }
    out.append('.');
    long rest = millionths;
    for (long digit = MILLION / 10; rest > 0; digit /= 10) {
      out.append((char) ('0' + rest / digit));
      rest %= digit;
    }
  }
}
