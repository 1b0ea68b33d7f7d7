package dev.nextloop.powertools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A parameter store in which each name has the value {@code value of NAME}, or JSON. */
final class Parameters implements JsonService.Operations {

  @Override
  public JsonService.Reply answer(String action, JsonNode input) {
    String name = input.path("Name").textValue();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .putObject("Parameter")
        .put("Name", name)
        .put("Type", "String")
        .put("Value", name.endsWith("limits") ? "{\"weight\":30}" : "value of " + name)
        .put("Version", 1);
    return new JsonService.Reply(200, answer);
  }
}
