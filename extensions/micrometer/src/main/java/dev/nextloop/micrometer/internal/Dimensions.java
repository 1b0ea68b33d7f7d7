package dev.nextloop.micrometer.internal;

import java.util.Iterator;
import java.util.Map;

/**
 * What tells a meter from its namesakes, as it stands in a line. More than 30 are split over
 * several sets, so that CloudWatch has the metric once for each: nothing of them is lost.
 *
 * @param values name to value, in the order of the sets
 * @param sets the sets as JSON
 */
record Dimensions(Map<String, String> values, String sets) {

  static Dimensions of(Map<String, String> values) {
    StringBuilder sets = new StringBuilder("[[");
    Iterator<String> names = values.keySet().iterator();
    for (int i = 0; names.hasNext(); i++) {
      if (i > 0) {
        sets.append(i % Limits.DIMENSIONS == 0 ? "],[" : ",");
      }
      JsonText.append(sets, names.next());
    }
    return new Dimensions(values, sets.append("]]").toString());
  }
}
