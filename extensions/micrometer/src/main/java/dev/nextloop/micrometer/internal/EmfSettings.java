package dev.nextloop.micrometer.internal;

import dev.nextloop.spi.Host;
import java.time.Duration;
import java.util.Map;

/** Reads the settings of the lines. */
public final class EmfSettings {
  private static final String[] NAMESPACES = {
    "NEXTLOOP_METRICS_NAMESPACE", "POWERTOOLS_METRICS_NAMESPACE"
  };
  private static final String INTERVAL = "NEXTLOOP_EMF_INTERVAL_MS";
  private static final String FUNCTION = "AWS_LAMBDA_FUNCTION_NAME";
  private static final long LONGEST = 60_000;
  private static final Duration OF_SEVERAL = Duration.ofSeconds(10);

  private final Host host;

  /** From this machine. */
  public EmfSettings(Host host) {
    this.host = host;
  }

  /** The namespace; an empty variable counts as none. */
  public String namespace(String otherwise) {
    for (String variable : NAMESPACES) {
      String value = host.variable(variable);
      if (value != null && !value.isEmpty()) {
        Limits.checkNamespace(variable, value);
        return value;
      }
    }
    return otherwise;
  }

  /** The function's name, where there is one. */
  public Map<String, String> dimensions() {
    String function = host.variable(FUNCTION);
    return function == null || function.isEmpty() ? Map.of() : Map.of("FunctionName", function);
  }

  /** How long values are gathered. */
  public Duration interval(boolean concurrent) {
    String text = host.variable(INTERVAL);
    if (text == null || text.isEmpty()) {
      return concurrent ? OF_SEVERAL : Duration.ZERO;
    }
    try {
      long millis = Long.parseLong(text.trim());
      if (millis >= 0 && millis <= LONGEST) {
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException(
        INTERVAL + " is '" + Limits.shown(text) + "'; it must be a whole number of 0 to 60000");
  }
}
