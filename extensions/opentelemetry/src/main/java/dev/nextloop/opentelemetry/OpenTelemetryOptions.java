package dev.nextloop.opentelemetry;

import dev.nextloop.spi.Host;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * What can be chosen of an invocation's span. Never changed; any thread.
 *
 * @param parent whose span the invocation's span is under, where there are two
 * @param trigger what has invoked the function
 */
public record OpenTelemetryOptions(Parent parent, Trigger trigger) {

  /** Whose span comes first. The other one becomes a link, where it is another one. */
  public enum Parent {
    /**
     * The sender's, from the headers of an HTTP event; the platform's where the event has none. For
     * spans that go anywhere but to X-Ray.
     */
    EVENT,
    /**
     * The platform's, from {@code Lambda-Runtime-Trace-Id}; the sender's where there is none. For
     * spans that go to X-Ray.
     */
    PLATFORM
  }

  /** Values of {@code faas.trigger}, and the one to be found out. */
  public enum Trigger {
    /** Looks at the first 8 KiB of each event, and at 64 KiB of a batch. */
    AUTO,
    /** An HTTP request; the event is not looked at, and neither are its headers. */
    HTTP,
    /** Messages; the event is not looked at. */
    PUBSUB,
    /** A change of stored data; the event is not looked at. */
    DATASOURCE,
    /** A schedule; the event is not looked at. */
    TIMER,
    /** None of the others; the event is not looked at. */
    OTHER
  }

  /** Both are needed. */
  public OpenTelemetryOptions {
    Objects.requireNonNull(parent, "parent");
    Objects.requireNonNull(trigger, "trigger");
  }

  /** The sender's span first, the trigger found out. */
  public static OpenTelemetryOptions defaults() {
    return new OpenTelemetryOptions(Parent.EVENT, Trigger.AUTO);
  }

  /**
   * Reads {@code NEXTLOOP_OTEL_PARENT} and {@code NEXTLOOP_OTEL_TRIGGER}, in any case.
   *
   * @throws IllegalArgumentException names the variable, its value and the right ones
   */
  public static OpenTelemetryOptions from(Host host) {
    OpenTelemetryOptions defaults = defaults();
    return new OpenTelemetryOptions(
        oneOf(host, "NEXTLOOP_OTEL_PARENT", Parent.values(), defaults.parent),
        oneOf(host, "NEXTLOOP_OTEL_TRIGGER", Trigger.values(), defaults.trigger));
  }

  private static <E extends Enum<E>> E oneOf(Host host, String name, E[] values, E otherwise) {
    String text = host.variable(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    for (E value : values) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    throw new IllegalArgumentException(
        name
            + " is '"
            + shown
            + "'; it must be one of "
            + Arrays.toString(values).toLowerCase(Locale.ROOT));
  }

  /** The same with another parent. */
  public OpenTelemetryOptions withParent(Parent first) {
    return new OpenTelemetryOptions(first, trigger);
  }

  /** The same with another trigger. */
  public OpenTelemetryOptions withTrigger(Trigger told) {
    return new OpenTelemetryOptions(parent, told);
  }
}
