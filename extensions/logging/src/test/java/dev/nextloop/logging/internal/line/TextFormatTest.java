package dev.nextloop.logging.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines of text. */
class TextFormatTest {
  private static String lines(Entry entry) {
    return Lines.line(new TextFormat(Lines.SECRETS, true), entry);
  }

  private static String oneLine(Entry entry) {
    return Lines.line(new TextFormat(Lines.SECRETS, false), entry);
  }

  @Test
  void timeRequestLevelAndMessageStandBetweenTabs() {
    assertThat(oneLine(FakeEntry.of("sold").ids("r-1", "1-a", "t").with("order", 7)))
        .isEqualTo(
            "1970-01-01T00:00:00.000Z\tr-1\tINFO\tsold"
                + " logger=shop.Orders traceId=1-a tenantId=t order=7");
    assertThat(oneLine(FakeEntry.of("starting").level(Level.FATAL)))
        .startsWith("1970-01-01T00:00:00.000Z\t-\tFATAL\tstarting");
  }

  @Test
  void aRecordInAFrameKeepsItsLines() {
    assertThat(lines(FakeEntry.of("a\nb"))).contains("\ta\nb ");
    assertThat(oneLine(FakeEntry.of("a\nb"))).contains("\ta\rb ").doesNotContain("\n");
  }

  @Test
  void theStackFollowsAsTheJvmPrintsIt() {
    Exception failure = new IllegalStateException("broken", new RuntimeException("why"));

    assertThat(lines(FakeEntry.of("m").thrown(failure)))
        .contains("\njava.lang.IllegalStateException: broken\n\tat dev.nextloop.logging")
        .contains("\nCaused by: java.lang.RuntimeException: why\n\tat ");
    assertThat(oneLine(FakeEntry.of("m").thrown(failure)))
        .contains("\rCaused by: ")
        .doesNotContain("\n");
  }

  @Test
  void controlCharactersAreShownAndLoneSurrogatesReplaced() {
    assertThat(oneLine(FakeEntry.of("\u001b[2J \ud800 \ud83d\ude00")))
        .contains("\\u001b[2J \ufffd \ud83d\ude00");
  }

  @Test
  void secretsAreWrittenAsStars() {
    assertThat(
            oneLine(
                FakeEntry.of("{\"token\":\"x1\"}")
                    .with("password", "x2")
                    .with("headers", Map.of("cookie", "x3"))))
        .doesNotContain("x1", "x2", "x3")
        .contains("password=***", "headers={\"cookie\":\"***\"}");
  }

  @Test
  void metricsAreTheWholeLine() {
    String metrics = "{\"_aws\":{\"Timestamp\":1},\"n\":1}";

    assertThat(oneLine(FakeEntry.of(metrics))).isEqualTo(metrics);
  }
}
