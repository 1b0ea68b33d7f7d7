package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Errors by their type. A type may be named by the function's own code, so only so many have a
 * counter of their own; the further ones share one.
 */
final class ErrorTypes {
  private static final int LONGEST = 100;

  private final MeterRegistry registry;
  private final int most;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private Counter others;

  ErrorTypes(MeterRegistry registry, int most) {
    this.registry = registry;
    this.most = most;
  }

  void count(String type) {
    Counter known = counters.get(type);
    (known != null ? known : unknown(type)).increment();
  }

  private synchronized Counter unknown(String type) {
    Counter known = counters.get(type);
    if (known != null) {
      return known;
    }
    if (counters.size() < most && !type.isBlank() && type.length() <= LONGEST) {
      Counter own = counter(type);
      counters.put(type, own);
      return own;
    }
    if (others == null) {
      others = counter("other");
    }
    return others;
  }

  private Counter counter(String type) {
    return Counter.builder("nextloop.errors")
        .description("Errors that were answered")
        .tag("type", type)
        .register(registry);
  }
}
