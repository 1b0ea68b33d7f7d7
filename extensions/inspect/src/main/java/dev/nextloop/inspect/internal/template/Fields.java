package dev.nextloop.inspect.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The members of an object, each asked for by what it must be. Whatever is not so is an {@link
 * IllegalArgumentException} that names it.
 *
 * @param path where it stands, for messages
 * @param members its members
 */
public record Fields(String path, Map<?, ?> members) {
  private static final int SHOWN = 60;

  /** The members of a value that must be an object. */
  public static Fields of(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Fields(path, map);
    }
    throw new IllegalArgumentException(path + " must be an object, but is " + shown(value));
  }

  /** A text, or a number as text. */
  public String text(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw wrong(name, "a text");
  }

  /** One of these texts. */
  public String oneOf(String name, String... allowed) {
    String text = text(name);
    if (List.of(allowed).contains(text)) {
      return text;
    }
    throw wrong(name, String.join(" or ", allowed));
  }

  /** A number. */
  public double number(String name) {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      throw wrong(name, "a number");
    }
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : items(name)) {
      if (!(item instanceof String text)) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A list of objects. */
  public List<Fields> list(String name) {
    List<Fields> list = new ArrayList<>();
    for (Object item : items(name)) {
      list.add(of(at(name) + "[" + list.size() + "]", item));
    }
    return list;
  }

  private List<?> items(String name) {
    if (members.get(name) instanceof List<?> list) {
      return list;
    }
    throw wrong(name, "a list");
  }

  /** An object. */
  public Fields in(String name) {
    return of(at(name), members.get(name));
  }

  /** Whether it is there and null. */
  public boolean isNull(String name) {
    if (!members.containsKey(name)) {
      throw wrong(name, "there");
    }
    return members.get(name) == null;
  }

  private String at(String name) {
    return path.equals("the report") ? name : path + "." + name;
  }

  private IllegalArgumentException wrong(String name, String right) {
    Object value = members.get(name);
    return new IllegalArgumentException(
        "%s must be %s, but is %s"
            .formatted(at(name), right, members.containsKey(name) ? shown(value) : "missing"));
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
