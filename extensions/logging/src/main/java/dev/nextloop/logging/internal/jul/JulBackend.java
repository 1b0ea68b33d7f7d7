package dev.nextloop.logging.internal.jul;

import dev.nextloop.logging.internal.Backend;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.mdc.CurrentIds;
import dev.nextloop.logging.internal.mdc.InvocationMdc;
import dev.nextloop.logging.internal.mdc.Slf4jMdc;
import dev.nextloop.logging.internal.sink.LogSink;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;

/** java.util.logging, which the JDK and Vert.x log to where there is nothing else. */
public final class JulBackend implements Backend {
  private final Logger root = Logger.getLogger("");
  private final boolean slf4j;

  /**
   * Always there.
   *
   * @param slf4j whether SLF4J is on the class path, whose keys are then written
   */
  public JulBackend(boolean slf4j) {
    this.slf4j = slf4j;
  }

  @Override
  public InvocationMdc follow(CurrentIds ids) {
    return slf4j ? new InvocationMdc(ids, new Slf4jMdc()) : null;
  }

  @Override
  public LogSink installed() {
    SinkHandler handler = handler();
    return handler == null ? null : handler.sink();
  }

  private SinkHandler handler() {
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof SinkHandler ours) {
        return ours;
      }
    }
    return null;
  }

  @Override
  public void install(LogSink sink, LineFormat format, Level least, CurrentIds ids) {
    SinkHandler ours = handler();
    if (ours == null) {
      ours = replaceConsole(sink, format, least);
    }
    ours.serve(ids);
  }

  private SinkHandler replaceConsole(LogSink sink, LineFormat format, Level least) {
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof ConsoleHandler) {
        root.removeHandler(handler);
      }
    }
    ThreadKeys keys = slf4j ? new ThreadKeys.OfSlf4j() : to -> {};
    SinkHandler ours = new SinkHandler(sink, format, least, keys);
    root.addHandler(ours);
    if (least != Level.UNDEFINED) {
      root.setLevel(JulEntry.level(least));
    }
    return ours;
  }
}
