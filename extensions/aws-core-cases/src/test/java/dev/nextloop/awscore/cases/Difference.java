package dev.nextloop.awscore.cases;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of {@code differences.csv}: what differs in every case with such a post.
 *
 * @param post the last word of AWS's path: response or error
 * @param fact the fact of {@link Outcome}
 * @param aws what AWS's value matches; {@code \(none\)} for no value
 * @param nextloop what Nextloop's value matches
 * @param reason why it is meant to differ
 */
@JsonPropertyOrder({"post", "fact", "aws", "nextloop", "reason"})
record Difference(String post, String fact, String aws, String nextloop, String reason) {

  static List<Difference> all() {
    return Case.read("differences.csv", Difference.class);
  }

  boolean concerns(Outcome outcome) {
    return outcome.fact("call").endsWith("/" + post);
  }

  boolean holds(Outcome atAws, Outcome atNextloop) {
    return !atAws.fact(fact).equals(atNextloop.fact(fact))
        && Pattern.matches(aws, atAws.fact(fact))
        && Pattern.matches(nextloop, atNextloop.fact(fact));
  }
}
