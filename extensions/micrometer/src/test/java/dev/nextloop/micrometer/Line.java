package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A line as CloudWatch reads it: right by its schema, and by the rules of the specification that
 * the schema does not tell.
 */
record Line(JsonNode json) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try (InputStream in = Line.class.getResourceAsStream("/emf-schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(JSON.readTree(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isOne(String text) {
    return text.startsWith("{\"_aws\"");
  }

  /** All lines among those of a log. */
  static List<Line> among(List<String> log) {
    return log.stream().filter(Line::isOne).map(Line::of).toList();
  }

  static Line of(String text) {
    try {
      Line line = new Line(JSON.readTree(text));
      assertThat(SCHEMA.validate(line.json)).as(text).isEmpty();
      assertThat(text).hasSizeLessThan(256 * 1_024).doesNotContain("\n");
      line.checkRest(text);
      return line;
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private void checkRest(String text) {
    Set<String> dimensions = new TreeSet<>();
    for (JsonNode directive : directives()) {
      assertThat(directive.get("Metrics").size()).as(text).isBetween(1, 100);
      for (JsonNode metric : directive.get("Metrics")) {
        checkTarget(json.get(metric.get("Name").textValue()), text);
      }
      for (JsonNode set : directive.get("Dimensions")) {
        set.forEach(name -> dimensions.add(name.textValue()));
      }
    }
    assertThat(metrics()).as(text).doesNotHaveDuplicates().doesNotContainAnyElementsOf(dimensions);
    for (String name : dimensions) {
      assertThat(name).as(text).matches("[ -~]+").doesNotStartWith(":");
      assertThat(json.path(name).textValue()).as(text).matches("[ -~]{1,1024}").isNotBlank();
    }
  }

  /** A number, up to 100 of them, or up to 100 values and counts. */
  private static void checkTarget(JsonNode target, String text) {
    assertThat(target).as(text).isNotNull();
    if (target.isArray()) {
      checkNumbers(target, text);
    } else if (target.isObject()) {
      assertThat(target.fieldNames()).toIterable().contains("Max", "Min", "Count", "Sum");
      if (target.has("Values")) {
        checkNumbers(target.get("Values"), text);
        checkNumbers(target.get("Counts"), text);
        assertThat(target.get("Values").size()).isEqualTo(target.get("Counts").size());
      }
    } else {
      assertThat(target.isNumber()).as(text).isTrue();
    }
  }

  private static void checkNumbers(JsonNode array, String text) {
    assertThat(array.size()).as(text).isBetween(1, 100);
    array.forEach(number -> assertThat(number.isNumber()).as(text).isTrue());
  }

  Iterable<JsonNode> directives() {
    return json.get("_aws").get("CloudWatchMetrics");
  }

  long timestamp() {
    return json.get("_aws").get("Timestamp").longValue();
  }

  List<String> metrics() {
    List<String> names = new ArrayList<>();
    for (JsonNode directive : directives()) {
      directive.get("Metrics").forEach(metric -> names.add(metric.get("Name").textValue()));
    }
    return names;
  }

  /** The directive of a metric, as JSON text, with this metric alone. */
  String told(String metric) {
    for (JsonNode directive : directives()) {
      for (Iterator<JsonNode> each = directive.get("Metrics").iterator(); each.hasNext(); ) {
        JsonNode one = each.next();
        if (one.get("Name").textValue().equals(metric)) {
          return directive.get("Namespace") + " " + directive.get("Dimensions") + " " + one;
        }
      }
    }
    throw new AssertionError("no metric " + metric + " in " + json);
  }

  /** A member's value as JSON text; null for none. */
  String value(String member) {
    JsonNode value = json.get(member);
    return value == null ? null : value.toString();
  }
}
