package dev.nextloop.cli.internal.doctor;

import dev.nextloop.cli.internal.text.Redactor;
import dev.nextloop.cli.internal.text.Style;
import dev.nextloop.inspect.Diagnosis;
import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Topic;
import java.util.ArrayList;
import java.util.List;

/**
 * What the doctor found, for people.
 *
 * @param style colours or none
 */
public record DiagnosisText(Style style) {
  /** Said with every diagnosis until a probe's report from real Lambda is in the tree. */
  public static final String NOT_ON_LAMBDA =
      "Read off the class files; nothing was run, and no probe has run on real Lambda yet.";

  /** Grouped by topic; the verdict stands last. */
  public String of(String subject, Diagnosis said) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold(Redactor.clean(subject)) + ", " + said.classes() + " classes");
    lines.add(
        "  handler  "
            + Redactor.clean(said.setup().handler())
            + (said.signature().isEmpty()
                ? ""
                : style.dim("  " + Redactor.clean(said.signature()))));
    lines.add(
        "  runs on  %s, %s%s"
            .formatted(
                said.setup().runtime().id(),
                said.setup().concurrency() == 1
                    ? "one invocation at a time"
                    : said.setup().concurrency() + " invocations at once",
                said.setup().snapStart() ? ", SnapStart" : ""));
    Topic topic = null;
    for (Finding finding : said.findings()) {
      if (finding.rule().topic() != topic) {
        topic = finding.rule().topic();
        lines.add("");
        lines.add(style.bold(topic.title()));
      }
      add(lines, finding);
    }
    lines.add("");
    lines.add(style.dim(NOT_ON_LAMBDA));
    lines.add(verdict(said));
    return String.join("\n", lines);
  }

  private void add(List<String> lines, Finding finding) {
    lines.add("  " + mark(finding.level()) + " " + Redactor.clean(finding.what()));
    lines.add("         " + style.dim(Redactor.clean(finding.where().words())));
    lines.add("         why: " + Redactor.clean(finding.why()));
    if (!finding.remedy().isEmpty()) {
      lines.add("         do:  " + Redactor.clean(finding.remedy()));
    }
  }

  private String mark(Level level) {
    return switch (level) {
      case BLOCKER -> style.bad("no    ");
      case CHANGE -> style.bold("change");
      case NOTE -> style.dim("note  ");
    };
  }

  private String verdict(Diagnosis said) {
    return switch (said.verdict()) {
      case YES -> style.good(said.verdict().words());
      case WITH_CHANGES -> style.bold(said.verdict().words());
      case NO -> style.bad(said.verdict().words());
    };
  }
}
