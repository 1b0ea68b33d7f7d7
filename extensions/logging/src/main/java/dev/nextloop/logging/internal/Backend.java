package dev.nextloop.logging.internal;

import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.mdc.CurrentIds;
import dev.nextloop.logging.internal.mdc.InvocationMdc;
import dev.nextloop.logging.internal.sink.LogSink;

/** A logging library that is on the class path. */
public interface Backend {
  /** Name of what is installed, for those who look at their configuration. */
  String NAME = "nextloop";

  /**
   * Has the library's keys follow the invocations.
   *
   * @return null where the library has no keys of its own
   */
  InvocationMdc follow(CurrentIds ids);

  /** The sink that another client of this JVM has installed; null for none. */
  LogSink installed();

  /**
   * Writes what the library logs to the sink, in place of its console; once for all clients of a
   * JVM.
   *
   * @param least UNDEFINED leaves its levels as they are
   */
  void install(LogSink sink, LineFormat format, Level least, CurrentIds ids);
}
