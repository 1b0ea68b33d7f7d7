package dev.nextloop.shell.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Hides the values of variables that look like secrets. */
public final class Redaction {
  private static final Pattern SECRET =
      Pattern.compile(
          "SECRET|TOKEN|PASSW|PASSPHRASE|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|_KEY$",
          Pattern.CASE_INSENSITIVE);
  // Hiding each "on" or "1" would hide the message.
  private static final int SHORTEST = 6;

  private final List<Map.Entry<String, String>> secrets;

  private Redaction(List<Map.Entry<String, String>> secrets) {
    this.secrets = secrets;
  }

  /** Hides what these variables hold, as far as their names tell that it is secret. */
  public static Redaction of(Map<String, String> variables) {
    // The longest first, so that a value inside another one doesn't leave the rest of it behind.
    Comparator<Map.Entry<String, String>> byLength =
        Comparator.comparing(secret -> -secret.getValue().length());
    return new Redaction(
        variables.entrySet().stream()
            .filter(variable -> SECRET.matcher(variable.getKey()).find())
            .filter(variable -> variable.getValue().length() >= SHORTEST)
            .sorted(byLength)
            .toList());
  }

  /** The text with each secret replaced by {@code [NAME]}. */
  public String of(String text) {
    String clean = text;
    for (Map.Entry<String, String> secret : secrets) {
      clean = clean.replace(secret.getValue(), "[" + secret.getKey() + "]");
    }
    return clean;
  }

  static String shortened(String value) {
    return value.length() <= 60 ? value : value.substring(0, 60) + "...";
  }
}
