package dev.nextloop.samples.observability.show;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A piece of work in a trace.
 *
 * @param label what a reader calls it
 * @param start microseconds since 1970
 * @param end microseconds since 1970, not before {@code start}
 * @param annotations by which X-Ray would find it
 * @param children in the order in which they began
 */
record Span(
    String label,
    Kind kind,
    long start,
    long end,
    Outcome outcome,
    Map<String, String> annotations,
    List<Span> children) {

  /** What sort of work. */
  enum Kind {
    INVOCATION,
    OWN,
    CALL
  }

  /** How it ended, as X-Ray tells it. */
  enum Outcome {
    FINE,
    ERROR,
    THROTTLE,
    FAULT
  }

  /** A span and how deep it lies. */
  record Row(Span span, int depth) {}

  /** Reads a document of X-Ray's, a subsegment with those in it. */
  static Span of(JsonObject document) {
    List<Span> children = new ArrayList<>();
    for (Object child : document.getJsonArray("subsegments", new JsonArray())) {
      children.add(of((JsonObject) child));
    }
    children.sort(Comparator.comparingLong(Span::start));
    Map<String, String> annotations = new TreeMap<>();
    document
        .getJsonObject("annotations", new JsonObject())
        .forEach(entry -> annotations.put(entry.getKey(), String.valueOf(entry.getValue())));
    long start = micros(document, "start_time", 0);
    return new Span(
        label(document),
        document.containsKey("namespace") ? Kind.CALL : Kind.OWN,
        start,
        Math.max(start, micros(document, "end_time", start)),
        outcome(document),
        annotations,
        children);
  }

  /** X-Ray names a call by its host; here all of them have the same one, so the path says more. */
  private static String label(JsonObject document) {
    JsonObject http = document.getJsonObject("http", new JsonObject());
    JsonObject request = http.getJsonObject("request", new JsonObject());
    String url = request.getString("url");
    if (url == null) {
      return document.getString("name", "?");
    }
    Integer status = http.getJsonObject("response", new JsonObject()).getInteger("status");
    return request.getString("method", "")
        + " "
        + URI.create(url).getRawPath()
        + (status == null ? "" : " " + status);
  }

  private static long micros(JsonObject document, String field, long otherwise) {
    Double seconds = document.getDouble(field);
    return seconds == null ? otherwise : Math.round(seconds * 1e6);
  }

  private static Outcome outcome(JsonObject document) {
    if (document.getBoolean("fault", false)) {
      return Outcome.FAULT;
    }
    if (document.getBoolean("throttle", false)) {
      return Outcome.THROTTLE;
    }
    return document.getBoolean("error", false) ? Outcome.ERROR : Outcome.FINE;
  }

  long micros() {
    return end - start;
  }

  /** This span and all within it, from top to bottom. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    collect(0, rows);
    return rows;
  }

  private void collect(int depth, List<Row> rows) {
    rows.add(new Row(this, depth));
    children.forEach(child -> child.collect(depth + 1, rows));
  }
}
