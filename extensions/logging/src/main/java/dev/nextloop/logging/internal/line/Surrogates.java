package dev.nextloop.logging.internal.line;

/** Halves of characters. In a name, unlike in a value, readers of JSON refuse even escaped ones. */
final class Surrogates {
  private Surrogates() {}

  /** Whether each half has its other one. */
  static boolean areWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPair(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with U+FFFD for each half that is alone. */
  static String whole(String text) {
    if (areWhole(text)) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (isPair(text, i)) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        whole.setCharAt(i, '\ufffd');
      }
    }
    return whole.toString();
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }
}
