package dev.nextloop.emulator.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSON object of a request, read member by member. A null member counts as absent; a member of
 * the wrong type is AWS's SerializationException.
 */
final class Input {
  private final JsonNode object;

  private Input(JsonNode object) {
    this.object = object;
  }

  static Input parse(Buffer body) {
    try {
      return of("body", BodyParser.parse(body));
    } catch (IOException e) {
      throw new AwsError(ErrorType.SERIALIZATION, "Could not parse request body into json");
    }
  }

  private static Input of(String name, JsonNode node) {
    if (!node.isObject()) {
      throw wrongType(name, "an object");
    }
    return new Input(node);
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** Whether a member says something: an empty object, list or text does not. */
  boolean says(String name) {
    JsonNode value = object.path(name);
    return switch (value.getNodeType()) {
      case OBJECT -> value.properties().stream().anyMatch(m -> new Input(value).says(m.getKey()));
      case ARRAY -> !value.isEmpty();
      case STRING -> !value.textValue().isEmpty();
      case BOOLEAN -> value.booleanValue();
      case NULL, MISSING -> false;
      default -> true;
    };
  }

  Optional<String> text(String name) {
    return member(name)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw wrongType(name, "a string");
              }
              return value.textValue();
            });
  }

  Optional<String> text(String name, int longest) {
    Optional<String> text = text(name);
    text.filter(value -> value.length() > longest)
        .ifPresent(
            value -> {
              throw AwsError.constraint(
                  name, value, "Member must have length less than or equal to " + longest);
            });
    return text;
  }

  Optional<String> text(String name, Pattern pattern) {
    Optional<String> text = text(name);
    text.ifPresent(value -> check(name, value, pattern));
    return text;
  }

  Optional<String> oneOf(String name, List<String> values) {
    Optional<String> text = text(name);
    text.filter(value -> !values.contains(value))
        .ifPresent(
            value -> {
              throw AwsError.constraint(
                  name, value, "Member must satisfy enum value set: " + values);
            });
    return text;
  }

  Optional<Integer> integer(String name, int least, int most) {
    return member(name)
        .map(
            value -> {
              if (!value.isIntegralNumber()) {
                throw wrongType(name, "an integer");
              }
              if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
                throw AwsError.constraint(
                    name, value, "Member must be between %d and %d".formatted(least, most));
              }
              return value.intValue();
            });
  }

  Optional<List<String>> texts(String name, int most, Pattern pattern) {
    Optional<JsonNode> list = member(name);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    if (!list.get().isArray()) {
      throw wrongType(name, "a list");
    }
    List<String> found = new ArrayList<>();
    for (JsonNode value : list.get()) {
      if (!value.isTextual()) {
        throw wrongType(name, "a list of strings");
      }
      check(name, value.textValue(), pattern);
      found.add(value.textValue());
    }
    if (found.size() > most) {
      throw AwsError.constraint(
          name, found, "Member must have length less than or equal to " + most);
    }
    return Optional.of(found);
  }

  /** A map of strings; the values are never part of a message. */
  Optional<Map<String, String>> map(String name, Pattern keys) {
    return object(name)
        .map(
            map -> {
              Map<String, String> found = new LinkedHashMap<>();
              for (Map.Entry<String, JsonNode> entry : map.object.properties()) {
                check(name, entry.getKey(), keys);
                if (!entry.getValue().isTextual()) {
                  throw wrongType(name, "a map of strings");
                }
                found.put(entry.getKey(), entry.getValue().textValue());
              }
              return Collections.unmodifiableMap(found);
            });
  }

  Optional<Input> object(String name) {
    return member(name).map(value -> of(name, value));
  }

  Optional<byte[]> blob(String name) {
    return member(name)
        .map(
            value -> {
              if (value instanceof BinaryNode bytes) {
                return bytes.binaryValue();
              }
              throw wrongType(name, "base64");
            });
  }

  private Optional<JsonNode> member(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  private static void check(String name, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw AwsError.constraint(
          name, value, "Member must satisfy regular expression pattern: " + pattern);
    }
  }

  private static AwsError wrongType(String name, String wanted) {
    return new AwsError(ErrorType.SERIALIZATION, name + " must be " + wanted);
  }
}
