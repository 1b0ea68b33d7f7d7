package dev.nextloop.awscore.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The same functions and events on AWS's own client and on Nextloop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesTest {
  private final List<Case> cases = Case.all();
  private final List<Difference> everywhere = Difference.all();
  private Client aws;
  private Client nextloop;
  private Runs runs;

  @BeforeAll
  void startRuns() throws Exception {
    Path target = Clients.jarOf(CasesTest.class).getParent();
    aws = Clients.ofAws(target);
    nextloop = Clients.ofNextloop(target);
    TaskRoots roots =
        TaskRoots.laidOut(
            target.resolve("task-roots"), cases.stream().map(Case::root).distinct().toList());
    runs = new Runs(cases, List.of(aws, nextloop), roots, target.resolve("outcomes"));
  }

  @AfterAll
  void stopRuns() {
    runs.close();
  }

  @TestFactory
  Stream<DynamicTest> answersErrorsHeadersAndLogsAreThoseOfAwsClient() {
    return cases.stream()
        .map(one -> DynamicTest.dynamicTest(one.group() + ": " + one.name(), () -> compare(one)));
  }

  private void compare(Case one) throws Exception {
    Comparison comparison =
        new Comparison(one, runs.outcome(aws, one), runs.outcome(nextloop, one));
    assertThat(comparison.surprises(everywhere)).as(one.name()).isEmpty();
  }

  @Test
  void theListCoversWhatItPromises() {
    Map<String, Long> counts =
        cases.stream().collect(Collectors.groupingBy(Case::group, Collectors.counting()));
    assertThat(counts)
        .containsOnlyKeys("signature", "event", "error", "context", "stream")
        .allSatisfy(
            (group, count) ->
                assertThat(count)
                    .as(group)
                    .isGreaterThanOrEqualTo(
                        List.of("context", "stream").contains(group) ? 10 : 20));
    assertThat(cases).extracting(Case::name).doesNotHaveDuplicates();
  }

  @Test
  void everyListedDifferenceHasItsReason() {
    assertThat(cases)
        .allSatisfy(one -> assertThat(one.reason().isEmpty()).isEqualTo(one.differs().isEmpty()));
    assertThat(everywhere).allSatisfy(one -> assertThat(one.reason()).isNotEmpty());
  }
}
