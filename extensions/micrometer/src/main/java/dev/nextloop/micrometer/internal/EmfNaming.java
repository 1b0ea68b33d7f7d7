package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;

/**
 * Names as CloudWatch's users write them: {@code nextloop.handler.duration} is {@code
 * HandlerDuration}, {@code orders.placed} is {@code OrdersPlaced}. What CloudWatch does not take is
 * replaced or cut off.
 */
public final class EmfNaming implements NamingConvention {
  private static final String OWN = "nextloop.";

  @Override
  public String name(String name, Meter.Type type, String baseUnit) {
    boolean own = name.startsWith(OWN) && name.length() > OWN.length();
    return notOurs(Limits.name(camel(own ? name.substring(OWN.length()) : name)));
  }

  @Override
  public String tagKey(String key) {
    return notOurs(Limits.dimensionName(camel(key)));
  }

  @Override
  public String tagValue(String value) {
    return Limits.dimensionValue(value);
  }

  private static String camel(String dotted) {
    StringBuilder out = new StringBuilder(dotted.length());
    boolean first = true;
    for (int i = 0; i < dotted.length(); i++) {
      char c = dotted.charAt(i);
      if (c == '.') {
        first = true;
      } else {
        out.append(first ? Character.toUpperCase(c) : c);
        first = false;
      }
    }
    return out.toString();
  }

  /** A line's own member can't be a meter's too. */
  private static String notOurs(String name) {
    return name.equals(Page.METADATA) || name.equals(Page.REQUEST) ? name + "_" : name;
  }
}
