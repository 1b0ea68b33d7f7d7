package dev.nextloop;

import dev.nextloop.spi.Host;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Reads settings by name: {@code NEXTLOOP_X}, else {@code -Dnextloop.x}, else the default. */
final class Settings {
  private final Host host;

  Settings(Host host) {
    this.host = host;
  }

  /** Null where it is not set. */
  String text(String name) {
    String variable = host.variable("NEXTLOOP_" + name);
    if (variable != null && !variable.isEmpty()) {
      return variable;
    }
    return host.property("nextloop." + name.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  int lanes(int otherwise) {
    long platform = platformConcurrency();
    if (text("LANES") != null || platform == 0) {
      return integer("LANES", otherwise);
    }
    return (int) Math.min(platform, 1_001);
  }

  boolean concurrent(boolean otherwise) {
    return platformConcurrency() > 0 || otherwise;
  }

  /** 0 and less mean the normal mode, as in AWS's own client, and so does no value. */
  private long platformConcurrency() {
    String name = "AWS_LAMBDA_MAX_CONCURRENCY";
    String platform = host.variable(name);
    return platform == null || platform.isEmpty() ? 0 : Math.max(0, parse(name, platform));
  }

  int integer(String name, int otherwise) {
    return (int) Math.max(Math.min(number(name, otherwise), Integer.MAX_VALUE), Integer.MIN_VALUE);
  }

  Duration millis(String name, Duration otherwise) {
    return Duration.ofMillis(number(name, otherwise.toMillis()));
  }

  long number(String name, long otherwise) {
    String text = text(name);
    return text == null ? otherwise : parse("NEXTLOOP_" + name, text);
  }

  private static long parse(String name, String text) {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a whole number");
    }
  }

  boolean flag(String name, boolean otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("NEXTLOOP_" + name, text, "true or false");
    }
    return text.equals("true");
  }

  <E extends Enum<E>> E oneOf(String name, Class<E> type, E otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(text)) {
        return value;
      }
    }
    String all = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw wrong("NEXTLOOP_" + name, text, "one of " + all);
  }

  private static IllegalArgumentException wrong(String name, String text, String right) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return new IllegalArgumentException(name + " is '" + shown + "'; it must be " + right);
  }
}
