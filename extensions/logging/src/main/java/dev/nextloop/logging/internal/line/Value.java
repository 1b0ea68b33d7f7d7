package dev.nextloop.logging.internal.line;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/**
 * A value of the user's: numbers, booleans, maps and collections as JSON has them, all else as its
 * text. What a value throws while it is read is written in its place.
 */
final class Value {
  private static final int DEEPEST = 16;

  private Value() {}

  /** As JSON. */
  static void json(String key, Object value, Redaction redaction, LineBuffer to) {
    int start = to.length();
    try {
      json(key, value, redaction, to, DEEPEST);
    } catch (Throwable e) { // NOPMD: logging never throws, whatever a value does
      to.rewind(start);
      to.quoted(thrown(e));
    }
  }

  /** As text that is one line. */
  static void text(String key, Object value, Redaction redaction, LineBuffer to) {
    if (value instanceof Map || value instanceof Collection) {
      json(key, value, redaction, to);
    } else {
      to.text(redaction.hides(key) ? Redaction.STARS : textOf(value), false);
    }
  }

  private static void json(
      String key, Object value, Redaction redaction, LineBuffer to, int deeper) {
    if (key != null && redaction.hides(key)) {
      to.quoted(Redaction.STARS);
    } else if (value == null || value instanceof Boolean || isNumber(value)) {
      to.ascii(String.valueOf(value));
    } else if (value instanceof Map<?, ?> map && deeper > 0) {
      map(map, redaction, to, deeper);
    } else if (value instanceof Collection<?> all && deeper > 0) {
      char before = '[';
      for (Object each : all) {
        to.put(before);
        json(null, each, redaction, to, deeper - 1);
        before = ',';
      }
      (before == '[' ? to.put('[') : to).put(']');
    } else {
      to.quoted(deeper > 0 ? textOf(value) : "...");
    }
  }

  private static void map(Map<?, ?> map, Redaction redaction, LineBuffer to, int deeper) {
    char before = '{';
    for (Map.Entry<?, ?> each : map.entrySet()) {
      String key = textOf(each.getKey());
      to.put(before).name(key).put(':');
      json(key, each.getValue(), redaction, to, deeper - 1);
      before = ',';
    }
    (before == '{' ? to.put('{') : to).put('}');
  }

  private static boolean isNumber(Object value) {
    if (value instanceof Double || value instanceof Float) {
      // JSON has no NaN and no infinity.
      return Double.isFinite(((Number) value).doubleValue());
    }
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value.getClass() == BigInteger.class
        || value.getClass() == BigDecimal.class;
  }

  /** Never throws. */
  static String textOf(Object value) {
    try {
      return String.valueOf(String.valueOf(value));
    } catch (Throwable e) { // NOPMD: logging never throws, whatever a value does
      return thrown(e);
    }
  }

  private static String thrown(Throwable e) {
    return "(not readable: " + e.getClass().getName() + ")";
  }
}
