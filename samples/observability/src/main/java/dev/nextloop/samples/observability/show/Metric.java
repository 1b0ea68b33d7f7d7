package dev.nextloop.samples.observability.show;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What came together of one metric.
 *
 * @param name with its dimensions, save the function's name, which all have
 * @param unit CloudWatch's
 * @param count how many values
 * @param sum of them
 */
record Metric(String name, String unit, long count, double sum, double least, double greatest) {

  /** Adds up what lines in the embedded metric format tell, by name. */
  static Collection<Metric> of(List<JsonObject> lines) {
    Map<String, Metric> found = new TreeMap<>();
    for (JsonObject line : lines) {
      for (Object directive : line.getJsonObject("_aws").getJsonArray("CloudWatchMetrics")) {
        addAll(found, line, (JsonObject) directive);
      }
    }
    return found.values();
  }

  private static void addAll(Map<String, Metric> found, JsonObject line, JsonObject directive) {
    String dimensions = dimensions(line, directive);
    for (Object each : directive.getJsonArray("Metrics")) {
      JsonObject definition = (JsonObject) each;
      String name = definition.getString("Name");
      String unit = definition.getString("Unit", "None");
      read(name + dimensions, unit, line.getValue(name))
          .forEach(metric -> found.merge(metric.name(), metric, Metric::plus));
    }
  }

  /** Those of the first set: the others show the same values once more. */
  private static String dimensions(JsonObject line, JsonObject directive) {
    StringBuilder text = new StringBuilder();
    for (Object name : directive.getJsonArray("Dimensions").getJsonArray(0)) {
      if (!name.equals("FunctionName")) {
        text.append(' ').append(name).append('=').append(line.getValue((String) name));
      }
    }
    return text.toString();
  }

  /** A number, an array of them, or values with their counts. */
  private static List<Metric> read(String name, String unit, Object value) {
    if (value instanceof Number number) {
      return List.of(one(name, unit, number.doubleValue(), 1));
    }
    if (value instanceof JsonArray many) {
      return many.stream().map(v -> one(name, unit, ((Number) v).doubleValue(), 1)).toList();
    }
    if (value instanceof JsonObject spread) {
      JsonArray values = spread.getJsonArray("Values", new JsonArray());
      JsonArray counts = spread.getJsonArray("Counts", new JsonArray());
      return IntStream.range(0, Math.min(values.size(), counts.size()))
          .mapToObj(i -> one(name, unit, values.getDouble(i), counts.getLong(i)))
          .toList();
    }
    return List.of();
  }

  private static Metric one(String name, String unit, double value, long count) {
    return new Metric(name, unit, count, value * count, value, value);
  }

  private Metric plus(Metric other) {
    return new Metric(
        name,
        unit,
        count + other.count,
        sum + other.sum,
        Math.min(least, other.least),
        Math.max(greatest, other.greatest));
  }
}
