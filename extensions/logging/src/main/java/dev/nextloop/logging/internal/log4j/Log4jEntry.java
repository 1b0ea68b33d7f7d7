package dev.nextloop.logging.internal.log4j;

import dev.nextloop.logging.internal.line.Entry;
import dev.nextloop.logging.internal.line.Fields;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.mdc.InvocationIds;
import java.util.Map;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.spi.StandardLevel;
import org.apache.logging.log4j.util.ReadOnlyStringMap;

/** An event of Log4j's. A message that is a map is written as fields, so that secrets are seen. */
public record Log4jEntry(LogEvent event) implements Entry {
  private static final String MESSAGE = "message";

  @Override
  public long millis() {
    return event.getTimeMillis();
  }

  @Override
  public Level level() {
    return level(event.getLevel().intLevel());
  }

  /** Levels of the user's own lie between the standard ones. */
  static Level level(int number) {
    if (number <= StandardLevel.FATAL.intLevel()) {
      return Level.FATAL;
    }
    if (number <= StandardLevel.ERROR.intLevel()) {
      return Level.ERROR;
    }
    if (number <= StandardLevel.WARN.intLevel()) {
      return Level.WARN;
    }
    if (number <= StandardLevel.INFO.intLevel()) {
      return Level.INFO;
    }
    return number <= StandardLevel.DEBUG.intLevel() ? Level.DEBUG : Level.TRACE;
  }

  @Override
  public String logger() {
    return event.getLoggerName();
  }

  @Override
  public String message() {
    Message message = event.getMessage();
    if (message instanceof StructuredDataMessage named) {
      return named.getFormat();
    }
    return message instanceof MapMessage<?, ?> map
        ? text(map.getData().get(MESSAGE))
        : message.getFormattedMessage();
  }

  private static String text(Object message) {
    return message == null ? "" : message.toString();
  }

  @Override
  public Throwable failure() {
    return event.getThrown();
  }

  @Override
  public String requestId() {
    return id(InvocationIds.REQUEST_ID);
  }

  @Override
  public String tenantId() {
    return id(InvocationIds.TENANT_ID);
  }

  @Override
  public String traceId() {
    return id(InvocationIds.TRACE_ID);
  }

  private String id(String key) {
    Object id = event.getContextData().getValue(key);
    return id == null ? null : id.toString();
  }

  @Override
  public void fields(Fields to) {
    Map<?, ?> map = event.getMessage() instanceof MapMessage<?, ?> own ? own.getData() : Map.of();
    ReadOnlyStringMap data = event.getContextData();
    data.forEach(
        (key, value) -> {
          if (!InvocationIds.isOne(key) && !map.containsKey(key)) {
            to.field(key, value);
          }
        });
    map.forEach(
        (key, value) -> {
          if (!MESSAGE.equals(key)) {
            to.field((String) key, value);
          }
        });
  }
}
