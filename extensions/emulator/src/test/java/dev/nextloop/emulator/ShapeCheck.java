package dev.nextloop.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Holds JSON and headers against the shapes of a botocore model: the whole of it, not a sample. */
final class ShapeCheck {
  private final JsonNode shapes;
  private final List<String> faults;

  /**
   * Checks against one model.
   *
   * @param faults takes what is wrong
   */
  ShapeCheck(JsonNode shapes, List<String> faults) {
    this.shapes = shapes;
    this.faults = faults;
  }

  /** The members that travel in headers. */
  void headers(JsonNode structure, HttpAnswer answer) {
    for (Map.Entry<String, JsonNode> member : structure.path("members").properties()) {
      if (member.getValue().path("location").asText().equals("header")) {
        String value = answer.header(member.getValue().get("locationName").textValue());
        if (value != null) {
          text(member.getKey(), shape(member.getValue()), value);
        } else if (required(structure).contains(member.getKey())) {
          faults.add(member.getKey() + " is missing");
        }
      }
    }
  }

  /** The members that travel in the body. */
  void body(JsonNode structure, JsonNode value) {
    structure("body", structure, value);
  }

  private void structure(String at, JsonNode structure, JsonNode value) {
    if (!value.isObject()) {
      faults.add(at + " is no object");
      return;
    }
    for (Map.Entry<String, JsonNode> found : value.properties()) {
      JsonNode member = structure.path("members").path(found.getKey());
      if (member.isMissingNode() || member.has("location")) {
        faults.add("%s.%s is not in the model".formatted(at, found.getKey()));
      } else {
        check(at + "." + found.getKey(), shape(member), found.getValue());
      }
    }
    for (String name : required(structure)) {
      boolean inBody = !structure.at("/members/" + name).has("location");
      if (inBody && !value.hasNonNull(name)) {
        faults.add("%s.%s is missing".formatted(at, name));
      }
    }
  }

  private void check(String at, JsonNode shape, JsonNode value) {
    switch (shape.get("type").textValue()) {
      case "structure" -> structure(at, shape, value);
      case "list" -> {
        kind(at, value.isArray(), "a list");
        length(at, shape, value.size());
        value.forEach(each -> check(at + "[]", shape(shape.get("member")), each));
      }
      case "map" -> {
        kind(at, value.isObject(), "a map");
        for (Map.Entry<String, JsonNode> each : value.properties()) {
          text(at + " key", shape(shape.get("key")), each.getKey());
          check(at + "[]", shape(shape.get("value")), each.getValue());
        }
      }
      case "string" -> {
        kind(at, value.isTextual(), "a string");
        text(at, shape, value.asText());
      }
      case "integer", "long" -> {
        kind(at, value.isIntegralNumber(), "an integer");
        range(at, shape, value.longValue());
      }
      case "double", "float" -> kind(at, value.isNumber(), "a number");
      case "boolean" -> kind(at, value.isBoolean(), "a boolean");
      default -> faults.add("%s: no check for type %s".formatted(at, shape.get("type")));
    }
  }

  private void text(String at, JsonNode shape, String value) {
    length(at, shape, value.length());
    if (shape.has("enum")
        && shape.get("enum").valueStream().noneMatch(each -> each.asText().equals(value))) {
      faults.add("%s is not of the enum: %s".formatted(at, value));
    }
    // [a-zA-Z0-9-_] is legal in the model's dialect and in Java's.
    if (shape.has("pattern") && !Pattern.matches(shape.get("pattern").textValue(), value)) {
      faults.add("%s does not match %s: %s".formatted(at, shape.get("pattern"), value));
    }
  }

  private void length(String at, JsonNode shape, int length) {
    range(at + ".length", shape, length);
  }

  private void range(String at, JsonNode shape, long value) {
    if (value < shape.path("min").asLong(Long.MIN_VALUE)
        || value > shape.path("max").asLong(Long.MAX_VALUE)) {
      faults.add("%s is out of range: %d".formatted(at, value));
    }
  }

  private void kind(String at, boolean fits, String wanted) {
    if (!fits) {
      faults.add("%s is not %s".formatted(at, wanted));
    }
  }

  private JsonNode shape(JsonNode reference) {
    return shapes.get(reference.get("shape").textValue());
  }

  private static List<String> required(JsonNode structure) {
    List<String> names = new ArrayList<>();
    structure.path("required").forEach(each -> names.add(each.textValue()));
    return names;
  }
}
