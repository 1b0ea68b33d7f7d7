package dev.nextloop.packaging.internal;

/** A name from outside, made fit for a message: short, and without control characters. */
public final class ShortName {
  private static final int MAX = 120;

  private ShortName() {}

  /** Escapes what is not printable and cuts after 120 characters. */
  public static String of(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .limit(MAX)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                text.append("\\u%04x".formatted(c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return name.codePointCount(0, name.length()) > MAX ? text + "..." : text.toString();
  }
}
