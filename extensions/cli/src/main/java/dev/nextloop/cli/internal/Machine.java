package dev.nextloop.cli.internal;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/** The machine as the commands see it; a test puts another in its place. */
public interface Machine {

  /**
   * An environment variable.
   *
   * @return null when it is not set
   */
  String variable(String name);

  /** Where relative paths start. */
  Path directory();

  /** The top of the checkout that this command was built in. */
  Path home();

  /** The JVM's own {@code java}. */
  Path java();

  /** Standard input, as bytes. */
  InputStream in();

  /** Results. */
  PrintWriter out();

  /** Messages for people. */
  PrintWriter err();

  /** Whether {@link #out()} is a terminal. */
  boolean terminal();

  /** Monotonic clock, nanoseconds from any origin. */
  long ticks();

  /**
   * Waits, or returns earlier because the process was asked to end.
   *
   * @return false once the process was asked to end
   */
  boolean pause(Duration time);

  /** Has an action run when the process is asked to end; the process ends after it. */
  void atEnd(Runnable action);
}
