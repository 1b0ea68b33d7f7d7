package dev.nextloop.emulator.internal.process;

import java.util.Map;

/**
 * How a runtime ended, in the words of the service.
 *
 * @param code as the system gave it; 128 and a signal's number where a signal ended the process
 */
public record ExitStatus(int code) {
  /**
   * Names as the service prints them. A process may also choose such a code itself; 129 is left
   * out, because AWS's Node client exits with it on its own account.
   */
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(2, "interrupt"),
          Map.entry(3, "quit"),
          Map.entry(4, "illegal instruction"),
          Map.entry(5, "trace/breakpoint trap"),
          Map.entry(6, "aborted"),
          Map.entry(7, "bus error"),
          Map.entry(8, "floating point exception"),
          Map.entry(9, "killed"),
          Map.entry(10, "user defined signal 1"),
          Map.entry(11, "segmentation fault"),
          Map.entry(12, "user defined signal 2"),
          Map.entry(13, "broken pipe"),
          Map.entry(14, "alarm clock"),
          Map.entry(15, "terminated"));

  /** The text of a {@code Runtime.ExitError}, without the request id. */
  public String text() {
    if (code == 0) {
      return "Runtime exited without providing a reason";
    }
    String signal = SIGNALS.get(code - 128);
    return "Runtime exited with error: "
        + (signal == null ? "exit status " + code : "signal: " + signal);
  }
}
