package dev.nextloop.powertools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.powertools.JsonService.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A table of DynamoDB, as far as idempotency needs one: items put only where none is (none expires
 * here), read, updated by {@code SET}, deleted.
 */
final class Table implements JsonService.Operations {
  private static final Pattern ASSIGNMENT = Pattern.compile("(#\\w+) = (:\\w+)");

  private final Map<String, ObjectNode> items = new HashMap<>();

  @Override
  public Reply answer(String action, JsonNode input) {
    return switch (action) {
      case "PutItem" -> put((ObjectNode) input.get("Item"));
      case "GetItem" -> with("Item", items.get(id(input.get("Key"))));
      case "UpdateItem" -> update(input);
      case "DeleteItem" -> with("Attributes", items.remove(id(input.get("Key"))));
      default -> error("UnknownOperationException");
    };
  }

  private Reply put(ObjectNode item) {
    ObjectNode before = items.putIfAbsent(id(item), item);
    if (before == null) {
      return with("Item", null);
    }
    Reply error = error("ConditionalCheckFailedException");
    ((ObjectNode) error.body()).set("Item", before);
    return error;
  }

  private Reply update(JsonNode input) {
    ObjectNode item = items.get(id(input.get("Key")));
    String expression = input.get("UpdateExpression").textValue();
    for (MatchResult set : ASSIGNMENT.matcher(expression).results().toList()) {
      String name = input.get("ExpressionAttributeNames").get(set.group(1)).textValue();
      item.set(name, input.get("ExpressionAttributeValues").get(set.group(2)));
    }
    return with("Attributes", null);
  }

  private static String id(JsonNode key) {
    return key.get("id").get("S").textValue();
  }

  private static Reply with(String name, JsonNode value) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (value != null) {
      body.set(name, value);
    }
    return new Reply(200, body);
  }

  private static Reply error(String type) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("__type", "com.amazonaws.dynamodb.v20120810#" + type).put("message", type);
    return new Reply(400, body);
  }
}
