package dev.nextloop.logging.internal.log4j;

import dev.nextloop.logging.internal.mdc.Mdc;
import java.util.Map;
import org.apache.logging.log4j.ThreadContext;

/** Log4j's own keys, which are SLF4J's too where Log4j stands behind it. */
final class ThreadContextMdc implements Mdc {
  @Override
  public String get(String key) {
    return ThreadContext.get(key);
  }

  @Override
  public void put(String key, String value) {
    ThreadContext.put(key, value);
  }

  @Override
  public void remove(String key) {
    ThreadContext.remove(key);
  }

  @Override
  public void set(Map<String, String> keys) {
    ThreadContext.clearMap();
    ThreadContext.putAll(keys);
  }
}
