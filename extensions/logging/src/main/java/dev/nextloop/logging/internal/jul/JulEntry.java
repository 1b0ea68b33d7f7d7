package dev.nextloop.logging.internal.jul;

import dev.nextloop.logging.internal.line.Entry;
import dev.nextloop.logging.internal.line.Fields;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.mdc.InvocationIds;
import java.util.logging.LogRecord;

/**
 * A record of java.util.logging.
 *
 * @param message with its arguments put in
 * @param ids null outside of an invocation
 * @param keys the user's, from SLF4J where it is there
 */
record JulEntry(LogRecord event, String message, InvocationIds ids, ThreadKeys keys)
    implements Entry {
  @Override
  public long millis() {
    return event.getMillis();
  }

  @Override
  public Level level() {
    return level(event.getLevel().intValue());
  }

  /** As SLF4J's provider for java.util.logging maps them; CONFIG is DEBUG. */
  static Level level(int number) {
    if (number >= java.util.logging.Level.SEVERE.intValue()) {
      return Level.ERROR;
    }
    if (number >= java.util.logging.Level.WARNING.intValue()) {
      return Level.WARN;
    }
    if (number >= java.util.logging.Level.INFO.intValue()) {
      return Level.INFO;
    }
    return number >= java.util.logging.Level.FINE.intValue() ? Level.DEBUG : Level.TRACE;
  }

  static java.util.logging.Level level(Level least) {
    return switch (least) {
      case UNDEFINED, TRACE -> java.util.logging.Level.ALL;
      case DEBUG -> java.util.logging.Level.FINE;
      case INFO -> java.util.logging.Level.INFO;
      case WARN -> java.util.logging.Level.WARNING;
      // There is none above SEVERE; nothing that is an error is to be hidden.
      case ERROR, FATAL -> java.util.logging.Level.SEVERE;
    };
  }

  @Override
  public String logger() {
    return event.getLoggerName();
  }

  @Override
  public Throwable failure() {
    return event.getThrown();
  }

  @Override
  public String requestId() {
    return ids == null ? null : ids.requestId();
  }

  @Override
  public String tenantId() {
    return ids == null ? null : ids.tenantId();
  }

  @Override
  public String traceId() {
    return ids == null ? null : ids.traceId();
  }

  @Override
  public void fields(Fields to) {
    keys.forEach(to);
  }
}
