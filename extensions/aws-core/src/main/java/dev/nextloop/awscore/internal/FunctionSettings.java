package dev.nextloop.awscore.internal;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.nextloop.FunctionError;
import dev.nextloop.NextloopOptions;
import dev.nextloop.spi.Host;

/**
 * What the environment says of the function.
 *
 * @param name its name; may be null, as the next three may
 * @param version its version
 * @param logGroup where its log goes
 * @param logStream where its log goes
 * @param memory in MB
 * @param logFormat of the logger
 * @param logLevel below which the logger leaves records out
 * @param isolated whether our libraries are hidden from it
 * @param streaming whether what it writes is sent while it writes
 * @param invocations how many it handles at once; 0 where the platform runs one at a time
 */
public record FunctionSettings(
    String name,
    String version,
    String logGroup,
    String logStream,
    int memory,
    LogFormat logFormat,
    LogLevel logLevel,
    boolean isolated,
    boolean streaming,
    int invocations) {
  private static final String DEFAULT_MEMORY = "128";

  /**
   * Reads them.
   *
   * @throws FunctionError {@code Runtime.InvalidSetting}, with the setting's name
   */
  public static FunctionSettings from(Host host) {
    NextloopOptions options = NextloopOptions.from(host);
    boolean concurrent = options.concurrent() || options.lanes() > 1;
    return new FunctionSettings(
        host.variable("AWS_LAMBDA_FUNCTION_NAME"),
        host.variable("AWS_LAMBDA_FUNCTION_VERSION"),
        host.variable("AWS_LAMBDA_LOG_GROUP_NAME"),
        host.variable("AWS_LAMBDA_LOG_STREAM_NAME"),
        memory(host),
        known(host, LogFormat.class, "AWS_LAMBDA_LOG_FORMAT", LogFormat.TEXT),
        known(host, LogLevel.class, "AWS_LAMBDA_LOG_LEVEL", LogLevel.UNDEFINED),
        is(host, "ISOLATION", "on", "off"),
        !is(host, "RESPONSE_MODE", "buffered", "streaming"),
        concurrent ? options.lanes() : 0);
  }

  /** Whether it handles several invocations at once. */
  public boolean concurrent() {
    return invocations > 0;
  }

  private static int memory(Host host) {
    String name = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";
    String text = host.variable(name);
    try {
      return Integer.parseInt(text == null ? DEFAULT_MEMORY : text);
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a number of MB");
    }
  }

  /** The platform's own settings: a newer platform's new value must not end the function. */
  private static <E extends Enum<E>> E known(Host host, Class<E> type, String name, E otherwise) {
    String text = host.variable(name);
    if (text == null) {
      return otherwise;
    }
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    host.log("nextloop: " + name + " is '" + shown(text) + "', which is not known; " + otherwise);
    return otherwise;
  }

  /** Whether a setting has the first of two values, which is its default. */
  private static boolean is(Host host, String name, String first, String second) {
    String text = host.variable("NEXTLOOP_" + name);
    if (text == null || text.isEmpty()) {
      text = host.property("nextloop." + name.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }
    if (text == null || text.equals(first)) {
      return true;
    }
    if (!text.equals(second)) {
      throw wrong("NEXTLOOP_" + name, text, first + " or " + second);
    }
    return false;
  }

  private static FunctionError wrong(String name, String text, String right) {
    return new FunctionError(
        "Runtime.InvalidSetting", name + " is '" + shown(text) + "'; it must be " + right);
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
