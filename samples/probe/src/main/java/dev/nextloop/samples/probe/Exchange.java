package dev.nextloop.samples.probe;

import dev.nextloop.samples.probe.FreezeWatch.Frozen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One post and the poll behind it, while they go on. */
final class Exchange {
  private final boolean pipelined;
  private final long begun;
  private final List<String> order = new ArrayList<>();
  private String connection = "kept";
  private double postMillis = -1;
  private double pollMillis = -1;
  private long polledAt;

  Exchange(boolean pipelined, long begun) {
    this.pipelined = pipelined;
    this.begun = begun;
    this.polledAt = begun;
  }

  void posted(Answer answer) {
    order.add(Integer.toString(answer.status()));
    postMillis = millis(answer.arrived() - begun);
  }

  void pollWritten(long ticks) {
    polledAt = ticks;
  }

  void polled(Answer answer) {
    order.add(Integer.toString(answer.status()));
    pollMillis = millis(answer.arrived() - polledAt);
  }

  /** The connection ended; {@code when} says before what. */
  void lost(String when) {
    connection = "closed before " + when;
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1000.0) / 1000.0;
  }

  Map<String, Object> json(Frozen frozen) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pipelined", pipelined);
    json.put("order", order);
    json.put("connection", connection);
    json.put("postMillis", postMillis);
    json.put("pollMillis", pollMillis);
    json.put("frozenMillis", frozen.wallMillis());
    json.put("frozenMonotonicMillis", frozen.monotonicMillis());
    return json;
  }
}
