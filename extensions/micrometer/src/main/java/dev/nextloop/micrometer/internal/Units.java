package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Meter;
import java.util.Locale;
import java.util.Set;

/** CloudWatch's names of units. */
final class Units {
  private static final Set<String> KNOWN =
      Set.of(
          "Seconds",
          "Microseconds",
          "Milliseconds",
          "Bytes",
          "Kilobytes",
          "Megabytes",
          "Gigabytes",
          "Terabytes",
          "Bits",
          "Kilobits",
          "Megabits",
          "Gigabits",
          "Terabits",
          "Percent",
          "Count");

  private Units() {}

  /** The unit of a meter; what CloudWatch has no word for is counted, or has none. */
  static String of(Meter.Id id) {
    String unit = id.getBaseUnit();
    if (unit != null && !unit.isEmpty()) {
      String name =
          unit.substring(0, 1).toUpperCase(Locale.ROOT)
              + unit.substring(1).toLowerCase(Locale.ROOT);
      if (KNOWN.contains(name)) {
        return name;
      }
    }
    return id.getType() == Meter.Type.COUNTER ? "Count" : "None";
  }
}
