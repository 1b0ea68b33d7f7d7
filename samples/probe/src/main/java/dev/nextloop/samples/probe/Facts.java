package dev.nextloop.samples.probe;

import dev.nextloop.samples.probe.FreezeWatch.Frozen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** All that was seen in this environment so far; rendered as the answer to each event. */
final class Facts {
  private static final int FORMAT = 1;

  /** More polls than this say nothing new, and an answer has a limit. */
  private static final int MAX_POLLS = 200;

  private final Map<String, Object> report = new LinkedHashMap<>();
  private final List<Map<String, Object>> polls = new ArrayList<>();
  private final TreeSet<String> headers = new TreeSet<>();
  private final TreeSet<String> versions = new TreeSet<>();
  private final TreeSet<String> connections = new TreeSet<>();
  private int invocations;

  /**
   * Starts with what the environment says.
   *
   * @param surroundings facts about the function; no secrets
   */
  Facts(Map<String, ?> surroundings) {
    report.put("probe", FORMAT);
    report.put("ranOn", "elsewhere");
    report.putAll(surroundings);
    report.put("restore", null);
    report.put("invocations", 0);
    report.put("polls", polls);
    report.put("headers", headers);
    report.put("httpVersions", versions);
    report.put("connectionHeaders", connections);
  }

  /** Notes the names of an event's headers; never their values. */
  void event(Answer event) {
    report.put("invocations", ++invocations);
    event.headers().forEach(header -> headers.add(header.name().toLowerCase(Locale.ROOT)));
    answered(event);
    if (event.body().replaceAll("\\s", "").contains("\"ranOn\":\"lambda\"")) {
      report.put("ranOn", "lambda");
    }
  }

  void answered(Answer answer) {
    versions.add(answer.version());
    connections.add(answer.header("Connection").orElse("absent").toLowerCase(Locale.ROOT));
  }

  /** Notes one post and the poll behind it. */
  void poll(Exchange exchange, Frozen frozen) {
    if (polls.size() < MAX_POLLS) {
      polls.add(exchange.json(frozen));
    }
  }

  void restore(Map<String, Object> restore) {
    report.put("restore", restore);
  }

  String json() {
    return Json.of(report);
  }
}
