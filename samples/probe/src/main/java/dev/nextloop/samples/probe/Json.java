package dev.nextloop.samples.probe;

import java.util.Map;
import java.util.StringJoiner;

/** Maps, lists, texts, numbers, booleans and null as JSON in ASCII. */
final class Json {
  private Json() {}

  static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      map.forEach((key, member) -> members.add(text(key.toString()) + ":" + of(member)));
      return members.toString();
    }
    if (value instanceof Iterable<?> list) {
      StringJoiner items = new StringJoiner(",", "[", "]");
      list.forEach(item -> items.add(of(item)));
      return items.toString();
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? String.valueOf(value)
        : text(value.toString());
  }

  private static String text(String plain) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
