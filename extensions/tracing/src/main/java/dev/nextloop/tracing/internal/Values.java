package dev.nextloop.tracing.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Writes objects of users as JSON, whatever they do. */
final class Values {
  private static final int DEEPEST = 20;
  private static final int MOST_BITS = 4_096;

  private final JsonFactory json;

  Values(JsonFactory json) {
    this.json = json;
  }

  /**
   * The value as JSON text, in ASCII; a note where it throws.
   *
   * @param limit bytes
   * @return null when it is longer
   */
  String render(Object value, int limit) {
    try {
      return text(value, limit);
    } catch (LimitedBytes.TooLong e) {
      return null;
    } catch (Exception | Error e) { // the value is a user's, and so is what it throws
      Failures.requireHarmless(e);
      return '"' + value.getClass().getName() + " threw " + e.getClass().getName() + '"';
    }
  }

  private String text(Object value, int limit) throws IOException {
    LimitedBytes bytes = new LimitedBytes(limit);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      write(out, value, 0);
    }
    return new String(bytes.toByteArray(), StandardCharsets.US_ASCII);
  }

  private static void write(JsonGenerator out, Object value, int depth) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (depth > DEEPEST) {
      out.writeString("(too deep)");
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Number number) {
      number(out, number);
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(out, entry.getValue(), depth + 1);
      }
      out.writeEndObject();
    } else if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path)) {
      out.writeStartArray();
      for (Object item : items) {
        write(out, item, depth + 1);
      }
      out.writeEndArray();
    } else if (value.getClass().isArray()) {
      out.writeStartArray();
      for (int i = 0; i < Array.getLength(value); i++) {
        write(out, Array.get(value, i), depth + 1);
      }
      out.writeEndArray();
    } else {
      out.writeString(String.valueOf(value.toString()));
    }
  }

  private static void number(JsonGenerator out, Number number) throws IOException {
    Object plain = plain(number);
    if (plain instanceof Long whole) {
      out.writeNumber(whole);
    } else if (plain instanceof Double fraction) {
      // What is no number is quoted by the generator: JSON has no NaN.
      out.writeNumber(fraction);
    } else if (plain instanceof BigInteger big) {
      out.writeNumber(big);
    } else if (plain instanceof BigDecimal big) {
      out.writeNumber(big);
    } else {
      out.writeString((String) plain);
    }
  }

  /**
   * A number that nobody changes any more: a long, a double, a big one of the JDK's; one of a type
   * that is not known as its text.
   */
  private static Object plain(Number number) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof AtomicInteger
        || number instanceof AtomicLong) {
      return number.longValue();
    }
    if (number instanceof Double || number instanceof Float) {
      return number.doubleValue();
    }
    if (number instanceof BigInteger big && number.getClass() == BigInteger.class) {
      return big.bitLength() > MOST_BITS ? "(too long)" : big;
    }
    if (number instanceof BigDecimal big && number.getClass() == BigDecimal.class) {
      return big.unscaledValue().bitLength() > MOST_BITS ? "(too long)" : big;
    }
    return String.valueOf(number.toString());
  }
}
