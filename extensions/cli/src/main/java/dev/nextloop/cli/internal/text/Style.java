package dev.nextloop.cli.internal.text;

import dev.nextloop.cli.internal.Machine;

/**
 * Colours, where they are wanted.
 *
 * @param colours whether to use them
 */
public record Style(boolean colours) {

  /** Colours on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb. */
  public static Style of(Machine machine) {
    String no = machine.variable("NO_COLOR");
    return new Style(
        machine.terminal()
            && (no == null || no.isEmpty())
            && !"dumb".equals(machine.variable("TERM")));
  }

  /** What a reader should see first. */
  public String bold(String text) {
    return paint("1", text);
  }

  /** What a reader may skip. */
  public String dim(String text) {
    return paint("2", text);
  }

  /** Good news. */
  public String good(String text) {
    return paint("32", text);
  }

  /** Bad news. */
  public String bad(String text) {
    return paint("31", text);
  }

  private String paint(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
