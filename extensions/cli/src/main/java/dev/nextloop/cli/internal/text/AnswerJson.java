package dev.nextloop.cli.internal.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.cli.internal.lambda.Answer;

/** An answer for machines. */
public final class AnswerJson {
  private AnswerJson() {}

  /** Status, error, payload as text, log, headers and milliseconds. */
  public static ObjectNode of(Answer answer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", answer.status());
    json.put("functionError", answer.functionError().orElse(null));
    json.put("payload", answer.text());
    json.put("log", answer.log());
    json.put("millis", answer.millis());
    ObjectNode headers = json.putObject("headers");
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equals("x-amz-log-result")) {
                headers.put(name, String.join(", ", values));
              }
            });
    return json;
  }
}
