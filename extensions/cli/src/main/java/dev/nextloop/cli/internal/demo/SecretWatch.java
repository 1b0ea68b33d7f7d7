package dev.nextloop.cli.internal.demo;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secret variables in what a function shows. Knows the function's own from the start and the
 * credentials of the environment once they have shown as {@code NAME=value}, so that a later answer
 * with the bare value counts as well.
 */
final class SecretWatch {
  /** Shorter values, such as "test", stand in many a text by chance. */
  private static final int RECOGNISABLE = 8;

  private static final Pattern CREDENTIAL =
      Pattern.compile("(?m)\\b(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)=(.+)$");

  private final SortedMap<String, String> values;

  /**
   * Watches some secrets.
   *
   * @param own names and values, each of at least 8 characters
   */
  SecretWatch(Map<String, String> own) {
    values = new TreeMap<>(own);
  }

  /** The names of the secrets in the text. */
  SortedSet<String> in(String text) {
    Matcher shown = CREDENTIAL.matcher(text);
    SortedSet<String> names = new TreeSet<>();
    while (shown.find()) {
      names.add(shown.group(1));
      if (shown.group(2).length() >= RECOGNISABLE) {
        values.putIfAbsent(shown.group(1), shown.group(2));
      }
    }
    values.forEach(
        (name, value) -> {
          if (text.contains(value)) {
            names.add(name);
          }
        });
    return names;
  }
}
