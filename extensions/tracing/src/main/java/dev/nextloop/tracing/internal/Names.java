package dev.nextloop.tracing.internal;

/** What X-Ray takes for names of subsegments and for keys of annotations. */
public final class Names {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_KEY = 500;
  private static final int SHOWN = 60;
  private static final String SIGNS = "_.:/%&#=+\\-@ ";

  private Names() {}

  /** A name that X-Ray takes, near to the one that is given. */
  static String cleaned(String name) {
    if (name == null || name.isEmpty()) {
      return "unnamed";
    }
    int bad = badSign(name);
    if (bad == name.length() && bad <= LONGEST_NAME) {
      return name;
    }
    StringBuilder clean =
        new StringBuilder(name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    for (int i = bad; i < clean.length(); i++) {
      if (!isSign(clean.charAt(i))) {
        clean.setCharAt(i, '_');
      }
    }
    return clean.toString();
  }

  /**
   * Refuses a name that {@link #cleaned} would change.
   *
   * @param setting what names it
   * @throws IllegalArgumentException names the setting and the remedy
   */
  public static String required(String setting, String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || badSign(name) < name.length()) {
      throw new IllegalArgumentException(
          setting
              + " is '"
              + shown(name)
              + "'; it must be 1 to 200 letters, digits, spaces and _.:/%&#=+\\-@");
    }
    return name;
  }

  /** Refuses a key that X-Ray would drop without a word. */
  static void requireKey(String key) {
    boolean good = key != null && !key.isEmpty() && key.length() <= LONGEST_KEY;
    for (int i = 0; good && i < key.length(); i++) {
      char c = key.charAt(i);
      good = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.');
    }
    if (!good) {
      throw new IllegalArgumentException(
          "annotation key is '"
              + shown(String.valueOf(key))
              + "'; it must be 1 to 500 ASCII letters, digits, _ and .");
    }
  }

  private static int badSign(String name) {
    int i = 0;
    while (i < name.length() && isSign(name.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isSign(char c) {
    return Character.isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0;
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
