package dev.nextloop.awscore.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Two outcomes of a case held against each other and against what the lists say of them. */
final class Comparison {
  private final Case line;
  private final Outcome aws;
  private final Outcome nextloop;

  Comparison(Case line, Outcome aws, Outcome nextloop) {
    this.line = line;
    this.aws = aws;
    this.nextloop = nextloop;
  }

  /**
   * What is not as the lists say, a message for each fact; empty if all is.
   *
   * @param everywhere the differences that hold for every case with such a post
   */
  Map<String, String> surprises(List<Difference> everywhere) {
    Map<String, String> surprises = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>(aws.facts().keySet());
    names.addAll(nextloop.facts().keySet());
    Set<String> listed = new TreeSet<>(line.differingFacts());
    for (Difference difference : everywhere) {
      if (difference.concerns(aws) && !listed.contains(difference.fact())) {
        names.remove(difference.fact());
        if (!difference.holds(aws, nextloop)) {
          surprises.put(
              difference.fact(), "is not as differences.csv says" + both(difference.fact()));
        }
      }
    }
    names.removeAll(listed);
    for (String fact : names) {
      if (!aws.fact(fact).equals(nextloop.fact(fact))) {
        surprises.put(fact, "differs and is not listed" + both(fact));
      }
    }
    checkListed(surprises);
    return surprises;
  }

  private void checkListed(Map<String, String> surprises) {
    StringBuilder values = new StringBuilder();
    for (String fact : line.differingFacts()) {
      if (aws.fact(fact).equals(nextloop.fact(fact))) {
        surprises.put(fact, "is listed and does not differ: " + aws.fact(fact));
      }
      values.append(values.isEmpty() ? "" : "\n").append(nextloop.fact(fact));
    }
    if (!Pattern.compile(line.instead(), Pattern.DOTALL).matcher(values).matches()) {
      surprises.put(line.differs(), "does not match " + line.instead() + ":\n" + values);
    }
  }

  private String both(String fact) {
    return "\n  AWS:      " + aws.fact(fact) + "\n  Nextloop: " + nextloop.fact(fact);
  }
}
