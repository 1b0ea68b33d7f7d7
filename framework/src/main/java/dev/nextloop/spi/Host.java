package dev.nextloop.spi;

import java.util.Map;

/**
 * The machine, as far as the client sees it: everything that a test or an embedding runtime wants
 * to put in place of the real one.
 */
public interface Host {

  /** The real machine. */
  static Host system() {
    return new SystemHost();
  }

  /**
   * An environment variable.
   *
   * @return null when it is not set
   */
  String variable(String name);

  /** Every environment variable by name: what a child process may be given. */
  Map<String, String> variables();

  /**
   * A system property.
   *
   * @return null when it is not set
   */
  String property(String name);

  /** Wall clock, milliseconds since 1970. */
  long now();

  /** Monotonic clock, nanoseconds from any origin. */
  long ticks();

  /**
   * Writes one line to the log.
   *
   * @param line without its line end
   */
  void log(String line);

  /** Ends the process. */
  void exit(int code);

  /**
   * Has an action run at the first SIGTERM or SIGINT; a second one ends the process at once with
   * code 143. The action runs on a thread of the machine's.
   */
  void onTerm(Runnable action);
}
