package dev.nextloop.logging.internal.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineBuffer;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.sink.LogSink;

/** Logback's events as records. */
final class SinkAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final LogSink sink;
  private final LineFormat format;
  private final Level least;

  SinkAppender(LogSink sink, LineFormat format, Level least) {
    this.sink = sink;
    this.format = format;
    this.least = least;
  }

  LogSink sink() {
    return sink;
  }

  @Override
  protected void append(ILoggingEvent event) {
    LogbackEntry entry = new LogbackEntry(event);
    Level level = entry.level();
    if (level.passes(least)) {
      LineBuffer line = sink.take();
      format.write(entry, line);
      sink.write(line, entry.millis(), level, format.isJson());
    }
  }
}
