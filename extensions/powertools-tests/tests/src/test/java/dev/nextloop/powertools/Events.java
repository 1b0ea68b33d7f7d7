package dev.nextloop.powertools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;

/** Events in the form in which they come from AWS's services. */
final class Events {
  private Events() {}

  /** {@code {"order":1}} and so on, {@code count} of them. */
  static String[] orders(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj("{\"order\":%d}"::formatted)
        .toArray(String[]::new);
  }

  /** A request through API Gateway. */
  static String http(String body) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("httpMethod", "POST").put("path", "/orders").put("body", body);
    event.putObject("headers").put("Content-Type", "application/json");
    return event.toString();
  }

  /** A batch of a queue, the messages named {@code message-1} and so on. */
  static String sqs(String... bodies) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ArrayNode records = event.putArray("Records");
    for (int i = 0; i < bodies.length; i++) {
      records
          .addObject()
          .put("messageId", "message-" + (i + 1))
          .put("receiptHandle", "handle-" + (i + 1))
          .put("body", bodies[i])
          .put("eventSource", "aws:sqs")
          .put("eventSourceARN", "arn:aws:sqs:eu-central-1:012345678912:orders")
          .put("awsRegion", "eu-central-1");
    }
    return event.toString();
  }
}
