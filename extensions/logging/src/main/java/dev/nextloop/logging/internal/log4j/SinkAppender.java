package dev.nextloop.logging.internal.log4j;

import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineBuffer;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.sink.LogSink;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Log4j's events as records. */
final class SinkAppender extends AbstractAppender {
  private final LogSink sink;
  private final LineFormat format;
  private final Level least;

  SinkAppender(String name, LogSink sink, LineFormat format, Level least) {
    super(name, null, null, true, Property.EMPTY_ARRAY);
    this.sink = sink;
    this.format = format;
    this.least = least;
  }

  LogSink sink() {
    return sink;
  }

  @Override
  public void append(LogEvent event) {
    Log4jEntry entry = new Log4jEntry(event);
    Level level = entry.level();
    if (level.passes(least)) {
      LineBuffer line = sink.take();
      format.write(entry, line);
      sink.write(line, entry.millis(), level, format.isJson());
    }
  }
}
