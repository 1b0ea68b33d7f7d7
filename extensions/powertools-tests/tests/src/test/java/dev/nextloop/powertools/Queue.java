package dev.nextloop.powertools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A queue that says where it is and lets messages be deleted. */
final class Queue implements JsonService.Operations {

  @Override
  public JsonService.Reply answer(String action, JsonNode input) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (action.equals("GetQueueUrl")) {
      answer.put("QueueUrl", "https://sqs.eu-central-1.amazonaws.com/012345678912/orders");
    }
    ArrayNode deleted = answer.putArray("Successful");
    for (JsonNode entry : input.path("Entries")) {
      deleted.addObject().put("Id", entry.path("Id").textValue());
    }
    return new JsonService.Reply(200, answer);
  }
}
