package dev.nextloop.testkit;

import java.util.List;
import java.util.Optional;

/**
 * Header or trailer lines in the order and spelling in which they came.
 *
 * @param fields one entry for each line, repeated names included; never null
 */
public record Headers(List<Field> fields) {

  /** No lines at all. */
  public static final Headers NONE = new Headers(List.of());

  /** Keeps an unmodifiable copy of {@code fields}. */
  public Headers {
    fields = List.copyOf(fields);
  }

  /**
   * One line.
   *
   * @param name as spelled by the sender
   * @param value without the blanks around it; each byte is one character (ISO 8859-1)
   */
  public record Field(String name, String value) {}

  /** The values of every line called {@code name}, whatever its case, in order; empty if none. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** The value of the first line called {@code name}, whatever its case. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }
}
