package dev.nextloop.micrometer;

import dev.nextloop.NextloopOptions;
import dev.nextloop.micrometer.internal.EmfSettings;
import dev.nextloop.micrometer.internal.Limits;
import dev.nextloop.spi.Host;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of the lines; checked when they are made.
 *
 * @param namespace CloudWatch's namespace, 1 to 255 of {@code a-z A-Z 0-9 . _ # : / -}
 * @param dimensions of every metric, name to value, in their order; 30 at most
 * @param interval how long values are gathered for one line, 0 to 60 s; 0: a line for each
 *     invocation. A sandbox that ends without notice takes what was gathered with it
 * @param maxMetrics how many metrics there may be, one for each meter and values of its tags, 1 to
 *     10,000
 */
public record EmfOptions(
    String namespace, Map<String, String> dimensions, Duration interval, int maxMetrics) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Checks every value. */
  public EmfOptions {
    Limits.checkNamespace("namespace", namespace);
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    // No lambda: the first one of a process costs milliseconds of the way to the first poll.
    for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
      Limits.checkDimension(dimension.getKey(), dimension.getValue());
    }
    check("dimensions' number", dimensions.size() <= 30, dimensions.size(), "30 or less");
    check(
        "interval",
        !interval.isNegative() && interval.compareTo(LONGEST) <= 0,
        interval,
        "0 to 60000 ms");
    check("maxMetrics", maxMetrics >= 1 && maxMetrics <= 10_000, maxMetrics, "1 to 10000");
  }

  private static void check(String name, boolean good, Object value, String right) {
    if (!good) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + right);
    }
  }

  /** Namespace {@code Nextloop}, no dimension, a line for each invocation, 1,000 metrics. */
  public static EmfOptions defaults() {
    return new EmfOptions("Nextloop", Map.of(), Duration.ZERO, 1_000);
  }

  /**
   * The defaults, changed by variables: {@code NEXTLOOP_METRICS_NAMESPACE}, else {@code
   * POWERTOOLS_METRICS_NAMESPACE}; {@code NEXTLOOP_EMF_INTERVAL_MS}, 10 s where several invocations
   * run at once; the dimension {@code FunctionName} from {@code AWS_LAMBDA_FUNCTION_NAME}.
   *
   * @throws IllegalArgumentException names the variable, its value and the remedy
   */
  public static EmfOptions from(Host host) {
    EmfSettings settings = new EmfSettings(host);
    EmfOptions defaults = defaults();
    return new EmfOptions(
        settings.namespace(defaults.namespace),
        settings.dimensions(),
        settings.interval(NextloopOptions.from(host).concurrent()),
        defaults.maxMetrics);
  }

  /** The same with another namespace. */
  public EmfOptions withNamespace(String other) {
    return new EmfOptions(other, dimensions, interval, maxMetrics);
  }

  /** The same with other dimensions. */
  public EmfOptions withDimensions(Map<String, String> other) {
    return new EmfOptions(namespace, other, interval, maxMetrics);
  }

  /** The same with another interval. */
  public EmfOptions withInterval(Duration other) {
    return new EmfOptions(namespace, dimensions, other, maxMetrics);
  }

  /** The same with another bound of metrics. */
  public EmfOptions withMaxMetrics(int other) {
    return new EmfOptions(namespace, dimensions, interval, other);
  }
}
