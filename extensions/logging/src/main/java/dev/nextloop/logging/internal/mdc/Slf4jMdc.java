package dev.nextloop.logging.internal.mdc;

import java.util.Map;
import org.slf4j.MDC;

/** SLF4J's; whatever stands behind it. */
public final class Slf4jMdc implements Mdc {
  @Override
  public String get(String key) {
    return MDC.get(key);
  }

  @Override
  public void put(String key, String value) {
    MDC.put(key, value);
  }

  @Override
  public void remove(String key) {
    MDC.remove(key);
  }

  @Override
  public void set(Map<String, String> keys) {
    MDC.setContextMap(keys);
  }
}
