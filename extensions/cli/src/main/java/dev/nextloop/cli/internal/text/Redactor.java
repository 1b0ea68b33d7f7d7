package dev.nextloop.cli.internal.text;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes text of a function's fit to be shown: no secrets, no control characters. */
public final class Redactor {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i)secret|token|password|passwd|pwd|api_?key|access_?key|private|credential");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?m)\\b([A-Za-z_][A-Za-z0-9_]*)=(.+)$");
  private static final Pattern SECRET_FORM =
      Pattern.compile(
          "(?:AKIA|ASIA)[A-Z0-9]{16}"
              + "|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"
              + "|(?i:(?<=authorization:)[^\\n]+)"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*-----|\\z)");

  private Redactor() {}

  /** Whether a variable of this name is taken to hold a secret. */
  public static boolean secretName(String name) {
    return SECRET_NAME.matcher(name).find() && !name.equals("PWD") && !name.equals("OLDPWD");
  }

  /** The text with {@code ***} for secrets; control characters but line ends and tabs in hex. */
  public static String clean(String text) {
    String named = ASSIGNMENT.matcher(text.replace("\r\n", "\n")).replaceAll(Redactor::hidden);
    String formed = SECRET_FORM.matcher(named).replaceAll("***");
    StringBuilder clean = new StringBuilder(formed.length());
    for (int i = 0; i < formed.length(); i++) {
      char c = formed.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\t') {
        clean.append(String.format("\\x%02x", (int) c));
      } else {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  private static String hidden(MatchResult assignment) {
    String shown =
        secretName(assignment.group(1)) ? assignment.group(1) + "=***" : assignment.group();
    return java.util.regex.Matcher.quoteReplacement(shown);
  }
}
