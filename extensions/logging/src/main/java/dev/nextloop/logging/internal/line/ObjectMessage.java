package dev.nextloop.logging.internal.line;

/**
 * A message that may be one JSON object: copied without the space between its parts and without
 * secrets. Strict, as readers of the log are. One for each copy.
 */
final class ObjectMessage {
  private static final int DEEPEST = 64;

  private final String text;
  private final Redaction redaction;
  private final LineBuffer to;
  private int at;
  private boolean metrics;

  ObjectMessage(String text, Redaction redaction, LineBuffer to) {
    this.text = text;
    this.redaction = redaction;
    this.to = to;
  }

  /** Whether it is worth a try. */
  static boolean isLikely(String text) {
    int last = text.length() - 1;
    return last > 0
        && (text.charAt(0) == '{' || isSpace(text.charAt(0)))
        && (text.charAt(last) == '}' || isSpace(text.charAt(last)));
  }

  /** Copies a message in CloudWatch's embedded metric format; false where it is none. */
  static boolean copyMetrics(String text, Redaction redaction, LineBuffer to) {
    // Most objects are none, and that is seen without a copy.
    if (!text.contains("\"_aws\"")) {
      return false;
    }
    int start = to.length();
    ObjectMessage whole = new ObjectMessage(text, redaction, to);
    if (whole.copy() && whole.metrics) {
      return true;
    }
    to.rewind(start);
    return false;
  }

  /** Copies; false where it is no object, and then nothing is copied. */
  boolean copy() {
    int start = to.length();
    space();
    if (peek() == '{' && object(1)) {
      space();
      if (at == text.length()) {
        return true;
      }
    }
    to.rewind(start);
    return false;
  }

  private boolean object(int depth) {
    take();
    space();
    if (peek() == '}') {
      return take();
    }
    do {
      space();
      int key = at + 1;
      if (!string() || !isName(key, at - 1)) {
        return false;
      }
      int end = at - 1;
      metrics |= depth == 1 && end - key == 4 && text.startsWith("_aws", key);
      space();
      if (peek() != ':') {
        return false;
      }
      take();
      int value = to.length();
      if (!value(depth)) {
        return false;
      }
      if (hides(key, end)) {
        to.rewind(value);
        to.quoted(Redaction.STARS);
      }
      space();
    } while (peek() == ',' && take());
    return peek() == '}' && take();
  }

  private boolean array(int depth) {
    take();
    space();
    if (peek() == ']') {
      return take();
    }
    do {
      if (!value(depth)) {
        return false;
      }
      space();
    } while (peek() == ',' && take());
    return peek() == ']' && take();
  }

  private boolean value(int depth) {
    space();
    return switch (peek()) {
      case '{' -> depth < DEEPEST && object(depth + 1);
      case '[' -> depth < DEEPEST && array(depth + 1);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    to.ascii(word);
    at += word.length();
    return true;
  }

  private boolean number() {
    if (peek() == '-') {
      take();
    }
    if (peek() == '0') {
      take();
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      take();
      if (!digits()) {
        return false;
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      take();
      if (peek() == '+' || peek() == '-') {
        take();
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      take();
    }
    return at > start;
  }

  private boolean string() {
    if (peek() != '"') {
      return false;
    }
    int from = at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        to.put('"');
        to.json(text, from + 1, at - 1, false);
        to.put('"');
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    char c = peek();
    at++;
    if (c != 'u') {
      return c != 0 && "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int end = at + 4; at < end; at++) {
      if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
        return false;
      }
    }
    return true;
  }

  private boolean hides(int key, int end) {
    return isPlain(key, end)
        ? redaction.hides(text, key, end)
        : redaction.hides(unescaped(key, end));
  }

  /** What readers take for a member's name. */
  private boolean isName(int key, int end) {
    return isPlain(key, end) || Surrogates.areWhole(unescaped(key, end));
  }

  private boolean isPlain(int key, int end) {
    for (int i = key; i < end; i++) {
      if (text.charAt(i) == '\\' || Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private String unescaped(int key, int end) {
    StringBuilder plain = new StringBuilder(end - key);
    for (int i = key; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\\' && text.charAt(++i) == 'u') {
        c = (char) Integer.parseInt(text, i + 1, i + 5, 16);
        i += 4;
      }
      // What the other escapes stand for is in no word that is looked for.
      plain.append(c);
    }
    return plain.toString();
  }

  private void space() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** 0 at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean take() {
    to.put(text.charAt(at++));
    return true;
  }
}
