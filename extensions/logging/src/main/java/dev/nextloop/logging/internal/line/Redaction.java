package dev.nextloop.logging.internal.line;

import java.util.regex.Pattern;

/**
 * Says which keys have values that must not be written. What was said of a key is remembered, in a
 * table of fixed size, because the same few keys come again and again. Any thread: an entry is
 * whole or not there.
 */
public final class Redaction {
  /** Keys that look like secrets. */
  public static final String DEFAULT =
      "authorization|cookie|passw(or)?d|secret|token|api[-_]?key|credential|session";

  /** Written in place of a secret. */
  static final String STARS = "***";

  private static final int SIZE = 256;
  private static final int LONGEST = 128;

  private record Said(String key, boolean secret) {}

  private final Pattern pattern;
  private final Said[] table = new Said[SIZE];

  /**
   * Redacts by a pattern.
   *
   * @param pattern is looked for anywhere in a key; null for no redaction
   */
  public Redaction(Pattern pattern) {
    this.pattern = pattern;
  }

  /** As {@link #hides(String, int, int)}, of a whole key. */
  boolean hides(String key) {
    return hides(key, 0, key.length());
  }

  /** Whether the value of the key in this part of a text is a secret. */
  boolean hides(String text, int from, int to) {
    if (pattern == null) {
      return false;
    }
    int length = to - from;
    if (length > LONGEST) {
      return pattern.matcher(text).region(from, to).find();
    }
    int hash = length;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    int slot = (hash ^ hash >>> 16) & (SIZE - 1);
    Said said = table[slot];
    if (said == null || said.key.length() != length || !text.startsWith(said.key, from)) {
      String key = text.substring(from, to);
      said = new Said(key, pattern.matcher(key).find());
      table[slot] = said;
    }
    return said.secret;
  }
}
