package dev.nextloop.awscore.internal.text;

/**
 * JSON as AWS's client writes it (Gson without HTML escapes), one object inside of another; a field
 * that is null is left out. Written here, since the few fields of an error or a log line are not
 * worth the load of a library at a cold start.
 */
public final class JsonText {
  private final StringBuilder text = new StringBuilder(256);
  private final boolean ascii;
  private boolean first = true;

  /**
   * An empty text.
   *
   * @param ascii whether what is not visible ASCII is escaped, for a header
   */
  public JsonText(boolean ascii) {
    this.ascii = ascii;
  }

  /** Begins an object or list. */
  public JsonText open(char bracket) {
    comma();
    text.append(bracket);
    first = true;
    return this;
  }

  /** Ends an object or list. */
  public JsonText close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  /** Names what follows. */
  public JsonText name(String name) {
    value(name);
    text.append(':');
    first = true;
    return this;
  }

  /** A field, left out where the value is null. */
  public JsonText field(String name, String value) {
    return value == null ? this : name(name).value(value);
  }

  /** A number. */
  public JsonText number(long value) {
    comma();
    text.append(value);
    return this;
  }

  /** A string; not null. */
  public JsonText value(String value) {
    comma();
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      put(value.charAt(i));
    }
    text.append('"');
    return this;
  }

  private void comma() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private void put(char c) {
    switch (c) {
      case '"', '\\' -> text.append('\\').append(c);
      case '\t' -> text.append("\\t");
      case '\b' -> text.append("\\b");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\f' -> text.append("\\f");
      default -> {
        if (c < ' ' || c == '\u2028' || c == '\u2029' || (ascii && c > '~')) {
          escape(c);
        } else {
          text.append(c);
        }
      }
    }
  }

  private void escape(char c) {
    text.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(Character.forDigit(c >> shift & 0xf, 16));
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
