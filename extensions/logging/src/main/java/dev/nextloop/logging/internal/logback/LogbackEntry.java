package dev.nextloop.logging.internal.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.nextloop.logging.internal.line.Entry;
import dev.nextloop.logging.internal.line.Fields;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.mdc.InvocationIds;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/** An event of Logback's. */
public record LogbackEntry(ILoggingEvent event, Map<String, String> mdc) implements Entry {
  /** An event as it is seen. */
  public LogbackEntry(ILoggingEvent event) {
    this(event, event.getMDCPropertyMap());
  }

  @Override
  public long millis() {
    return event.getTimeStamp();
  }

  @Override
  public Level level() {
    return level(event.getLevel().toInt());
  }

  /** Logback has none above ERROR. */
  static Level level(int number) {
    if (number >= ch.qos.logback.classic.Level.ERROR_INT) {
      return Level.ERROR;
    }
    if (number >= ch.qos.logback.classic.Level.WARN_INT) {
      return Level.WARN;
    }
    if (number >= ch.qos.logback.classic.Level.INFO_INT) {
      return Level.INFO;
    }
    return number >= ch.qos.logback.classic.Level.DEBUG_INT ? Level.DEBUG : Level.TRACE;
  }

  @Override
  public String logger() {
    return event.getLoggerName();
  }

  @Override
  public String message() {
    return event.getFormattedMessage();
  }

  @Override
  public Throwable failure() {
    return event.getThrowableProxy() instanceof ThrowableProxy thrown
        ? thrown.getThrowable()
        : null;
  }

  @Override
  public String requestId() {
    return mdc.get(InvocationIds.REQUEST_ID);
  }

  @Override
  public String tenantId() {
    return mdc.get(InvocationIds.TENANT_ID);
  }

  @Override
  public String traceId() {
    return mdc.get(InvocationIds.TRACE_ID);
  }

  @Override
  public void fields(Fields to) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    int count = pairs == null ? 0 : pairs.size();
    mdc.forEach(
        (key, value) -> {
          if (!InvocationIds.isOne(key) && !isAmong(pairs, 0, count, key)) {
            to.field(key, value);
          }
        });
    for (int i = 0; i < count; i++) {
      KeyValuePair pair = pairs.get(i);
      // Of two with one key the later counts.
      if (!isAmong(pairs, i + 1, count, pair.key)) {
        to.field(pair.key, pair.value);
      }
    }
  }

  private static boolean isAmong(List<KeyValuePair> pairs, int from, int count, String key) {
    for (int i = from; i < count; i++) {
      if (Objects.equals(pairs.get(i).key, key)) {
        return true;
      }
    }
    return false;
  }
}
