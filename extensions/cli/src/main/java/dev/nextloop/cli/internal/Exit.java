package dev.nextloop.cli.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of every command. */
public enum Exit {
  /** All went well. */
  OK(0, "all went well"),
  /** The work was done and its outcome is bad. */
  FAILED(1, "a function failed, an answer was wrong, or a limit is broken"),
  /** The command line makes no sense. */
  USAGE(2, "the command line or a file named in it can't be used"),
  /** A secret showed where it must not. */
  LEAKED(3, "a secret was found in an answer or log of Nextloop's own runtime"),
  /** No emulator. */
  UNREACHABLE(4, "the emulator can't start, can't be reached, or refused a request");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** What the process ends with. */
  public int code() {
    return code;
  }

  /** Code to meaning, for the help texts. */
  public static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (Exit exit : values()) {
      table.put(" " + exit.code, exit.meaning);
    }
    return table;
  }
}
