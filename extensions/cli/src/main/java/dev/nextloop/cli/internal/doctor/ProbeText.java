package dev.nextloop.cli.internal.doctor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.cli.internal.text.Redactor;
import dev.nextloop.cli.internal.text.Style;
import dev.nextloop.inspect.ProbeAdvice;
import dev.nextloop.inspect.ProbeReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows from a probe's report.
 *
 * @param file where it stands
 * @param report what it says
 */
public record ProbeText(String file, ProbeReport report) {

  /** The settings to make, each once. */
  public List<String> settings() {
    return report.advice().stream()
        .map(ProbeAdvice::setting)
        .filter(setting -> !setting.isEmpty())
        .distinct()
        .toList();
  }

  /** Whether all is as Nextloop expects it. */
  public boolean fine() {
    return report.advice().stream().allMatch(ProbeAdvice::fine);
  }

  /** For people. */
  public String text(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold(file)
            + ", "
            + Redactor.clean(report.runtime())
            + ", "
            + (report.onLambda() ? "on real Lambda, as it says" : "not on real Lambda"));
    for (ProbeAdvice advice : report.advice()) {
      lines.add(
          "  "
              + (advice.fine() ? style.good("ok  ") : style.bad("look"))
              + " "
              + Redactor.clean(advice.fact()));
      if (!advice.setting().isEmpty()) {
        lines.add("       do:  " + advice.setting());
      }
    }
    lines.add("");
    lines.add(
        settings().isEmpty()
            ? "nothing to set"
            : "set " + style.bold(String.join(" ", settings())));
    return String.join("\n", lines);
  }

  /** For machines. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("file", file);
    json.put("onLambda", report.onLambda());
    json.put("runtime", report.runtime());
    var settings = json.putArray("settings");
    settings().forEach(settings::add);
    var facts = json.putArray("facts");
    for (ProbeAdvice advice : report.advice()) {
      facts
          .addObject()
          .put("fine", advice.fine())
          .put("fact", advice.fact())
          .put("setting", advice.setting());
    }
    return json;
  }
}
