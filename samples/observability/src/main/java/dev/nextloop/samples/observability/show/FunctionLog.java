package dev.nextloop.samples.observability.show;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the function printed, between the platform's own lines. Any thread may add. */
final class FunctionLog {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  void add(String line) {
    lines.add(line);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The records that were logged for an invocation. */
  List<JsonObject> of(String requestId) {
    return objects().stream()
        .filter(line -> requestId.equals(line.getString("requestId")))
        .filter(line -> line.containsKey("level"))
        .toList();
  }

  /** The lines in CloudWatch's embedded metric format. */
  List<JsonObject> metrics() {
    return objects().stream().filter(line -> line.containsKey("_aws")).toList();
  }

  private List<JsonObject> objects() {
    return lines.stream().map(FunctionLog::object).flatMap(Optional::stream).toList();
  }

  private static Optional<JsonObject> object(String line) {
    try {
      return line.startsWith("{") ? Optional.of(new JsonObject(line)) : Optional.empty();
    } catch (DecodeException e) {
      return Optional.empty(); // text that only begins like an object
    }
  }
}
