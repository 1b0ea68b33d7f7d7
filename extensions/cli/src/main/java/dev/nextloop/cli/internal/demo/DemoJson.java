package dev.nextloop.cli.internal.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.cli.internal.text.AnswerJson;
import dev.nextloop.cli.internal.text.Redactor;
import java.util.List;

/** Tells the demo to a machine. Answers and logs are redacted as in the text. */
final class DemoJson {
  private DemoJson() {}

  static ObjectNode of(List<SceneResult> results, boolean ok, double seconds) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ok", ok);
    json.put("event", Scene.EVENT);
    json.put("seconds", seconds);
    ArrayNode scenes = json.putArray("scenes");
    results.forEach(result -> scenes.add(of(result)));
    return json;
  }

  private static ObjectNode of(SceneResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("function", result.scene().function());
    json.put("functionArn", result.functionArn());
    json.put("layerArn", result.layerArn());
    json.put("right", result.right());
    ObjectNode first = AnswerJson.of(result.first());
    first.put("payload", Redactor.clean(result.first().text()));
    first.put("log", Redactor.clean(result.first().log()));
    json.set("first", first);
    json.putObject("script")
        .put("ran", result.script().ran())
        .put("right", result.script().right())
        .put("output", Redactor.clean(result.script().output()));
    ObjectNode load = json.putObject("load");
    load.put("calls", result.load().count());
    load.put("wrong", result.load().wrong());
    load.put("medianMillis", result.load().medianMillis());
    result
        .load()
        .processes()
        .ifPresentOrElse(
            count -> load.put("processesPerCall", count), () -> load.putNull("processesPerCall"));
    result.leaked().forEach(json.putArray("leaked")::add);
    return json;
  }
}
