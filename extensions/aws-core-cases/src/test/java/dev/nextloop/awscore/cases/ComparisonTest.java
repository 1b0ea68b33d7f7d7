package dev.nextloop.awscore.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Difference AGENT =
      new Difference("response", "header user-agent", "aws.*", "nextloop.*", "its name");
  private static final Map<String, String> AWS =
      Map.of("call", "POST /1/response", "body", "{}", "header user-agent", "aws-lambda-java/1");
  private static final Map<String, String> NEXTLOOP =
      Map.of("call", "POST /1/response", "body", "{}", "header user-agent", "nextloop/1");

  @Test
  void findsNothingWhereOnlyTheGeneralDifferenceIs() {
    assertThat(surprises(listed("", ""), AWS, NEXTLOOP)).isEmpty();
  }

  @Test
  void findsAGeneralDifferenceThatIsGone() {
    assertThat(surprises(listed("", ""), AWS, AWS)).containsExactly("header user-agent");
  }

  @Test
  void findsAnyFactThatDiffersIsMissingOrIsTooMany() {
    Map<String, String> other =
        Map.of("call", "POST /1/response", "header user-agent", "nextloop/1", "exit", "1");
    assertThat(surprises(listed("", ""), AWS, other)).containsExactlyInAnyOrder("body", "exit");
  }

  @Test
  void acceptsAListedDifferenceOfTheListedValueOnly() {
    Map<String, String> other =
        Map.of("call", "POST /1/response", "body", "[7]", "header user-agent", "nextloop/1");
    assertThat(surprises(listed("body", "\\[\\d\\]"), AWS, other)).isEmpty();
    assertThat(surprises(listed("body", "\\[8\\]"), AWS, other)).containsExactly("body");
    assertThat(surprises(listed("exit", ".*"), AWS, other))
        .containsExactlyInAnyOrder("body", "exit");
  }

  @Test
  void findsAListedDifferenceThatIsGone() {
    assertThat(surprises(listed("body", ".*"), AWS, NEXTLOOP)).containsExactly("body");
  }

  private static Set<String> surprises(
      Case line, Map<String, String> aws, Map<String, String> nextloop) {
    return new Comparison(line, new Outcome(aws), new Outcome(nextloop))
        .surprises(List.of(AGENT))
        .keySet();
  }

  private static Case listed(String differs, String instead) {
    return new Case("one", "stream", "Handler", "", "{}", "", differs, instead, "");
  }
}
