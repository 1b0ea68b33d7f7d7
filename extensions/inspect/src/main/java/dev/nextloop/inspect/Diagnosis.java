package dev.nextloop.inspect;

import java.util.Comparator;
import java.util.List;

/**
 * What the doctor says.
 *
 * @param setup how the function was taken to be run
 * @param signature the method that events would reach, for people; empty when there is none
 * @param classes how many class files were looked at, jars in {@code lib} included
 * @param findings by topic, then by weight
 */
public record Diagnosis(Setup setup, String signature, int classes, List<Finding> findings) {

  /** Sorts the findings. */
  public Diagnosis {
    findings =
        findings.stream()
            .distinct()
            .sorted(
                Comparator.<Finding, Topic>comparing(finding -> finding.rule().topic())
                    .thenComparing(Finding::level)
                    .thenComparing(Finding::rule)
                    .thenComparing(finding -> finding.where().words()))
            .toList();
  }

  /** What it comes to. */
  public Verdict verdict() {
    return Verdict.of(findings);
  }
}
