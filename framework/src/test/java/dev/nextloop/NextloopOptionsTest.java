package dev.nextloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.NextloopOptions.EngineKind;
import dev.nextloop.NextloopOptions.Pipelining;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings from variables and properties, and what is refused. */
class NextloopOptionsTest {
  private final FakeHost host = new FakeHost();

  @Test
  void withoutSettingsTheyAreTheDefaults() {
    assertThat(NextloopOptions.from(host)).isEqualTo(NextloopOptions.defaults());
  }

  @Test
  void readsEachVariable() {
    host.with("NEXTLOOP_ENGINE", "Web")
        .with("NEXTLOOP_PIPELINING", "off")
        .with("NEXTLOOP_LANES", "3")
        .with("NEXTLOOP_LOOPS", "2")
        .with("NEXTLOOP_POST_BUDGET_BYTES", "7")
        .with("NEXTLOOP_DEADLINE_MARGIN_MS", "100")
        .with("NEXTLOOP_DEFAULT_TIMEOUT_MS", " 2000 ")
        .with("NEXTLOOP_RESPONSE_MAX_BYTES", "4")
        .with("NEXTLOOP_DRAIN_MS", "5")
        .with("NEXTLOOP_FLUSH_BUDGET_MS", "6")
        .with("NEXTLOOP_EXPIRY_NOTICE_MS", "8")
        .with("NEXTLOOP_DEBUG", "true")
        .with("NEXTLOOP_ALLOW_REMOTE_API", "true");
    assertThat(NextloopOptions.from(host))
        .isEqualTo(
            new NextloopOptions(
                EngineKind.WEB,
                Pipelining.OFF,
                3,
                false,
                2,
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                4,
                7,
                Duration.ofMillis(5),
                Duration.ofMillis(6),
                Duration.ofMillis(8),
                true,
                true));
  }

  @Test
  void aVariableGoesBeforeAPropertyAndAnEmptyOneCountsAsNone() {
    host.withProperty("nextloop.drain-ms", "7").withProperty("nextloop.lanes", "2");
    host.with("NEXTLOOP_DRAIN_MS", "8").with("NEXTLOOP_LANES", "");
    assertThat(NextloopOptions.from(host).drain()).isEqualTo(Duration.ofMillis(8));
    assertThat(NextloopOptions.from(host).lanes()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "0, 1", "-5, 1", "1, 1", "16, 16"})
  void thePlatformsConcurrencyIsTheNumberOfLanes(String value, int lanes) {
    host.with("AWS_LAMBDA_MAX_CONCURRENCY", value);
    assertThat(NextloopOptions.from(host).lanes()).isEqualTo(lanes);
    host.with("NEXTLOOP_LANES", "4");
    assertThat(NextloopOptions.from(host).lanes()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"'', false", "0, false", "-5, false", "1, true", "16, true"})
  void thePlatformsConcurrencyAlsoMeansItsFailureRules(String value, boolean concurrent) {
    host.with("AWS_LAMBDA_MAX_CONCURRENCY", value).with("NEXTLOOP_LANES", "4");
    assertThat(NextloopOptions.from(host).concurrent()).isEqualTo(concurrent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "1.5", "0x10", "16 lanes"})
  void refusesAConcurrencyThatIsNoWholeNumberEvenIfLanesAreSet(String value) {
    host.with("AWS_LAMBDA_MAX_CONCURRENCY", value).with("NEXTLOOP_LANES", "4");
    assertThatThrownBy(() -> NextloopOptions.from(host))
        .hasMessage("AWS_LAMBDA_MAX_CONCURRENCY is '" + value + "'; it must be a whole number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENGINE | netty | NEXTLOOP_ENGINE is 'netty'; it must be one of [auto, direct, socket, web]",
        "PIPELINING | yes | NEXTLOOP_PIPELINING is 'yes'; it must be one of [auto, on, off]",
        "LANES | 0 | lanes is 0; it must be 1 to 1000",
        "LANES | 1001 | lanes is 1001; it must be 1 to 1000",
        "LANES | two | NEXTLOOP_LANES is 'two'; it must be a whole number",
        "LANES | 99999999999 | lanes is 2147483647; it must be 1 to 1000",
        "LOOPS | 0 | loops is 0; it must be 1 to 64",
        "LOOPS | 65 | loops is 65; it must be 1 to 64",
        "POST_BUDGET_BYTES | 0 | postBudgetBytes is 0; it must be 1 or more",
        "DEADLINE_MARGIN_MS | -1 | deadlineMargin is PT-0.001S; it must be 0 ms to 900000 ms",
        "DEADLINE_MARGIN_MS | 900001 | deadlineMargin is PT15M0.001S; it must be 0 ms to 900000 ms",
        "DEFAULT_TIMEOUT_MS | 999 | defaultTimeout is PT0.999S; it must be 1000 ms to 86400000 ms",
        "DEFAULT_TIMEOUT_MS | 86400001 | it must be 1000 ms to 86400000 ms",
        "RESPONSE_MAX_BYTES | 0 | maxResponseBytes is 0; it must be 1 or more",
        "DRAIN_MS | 1e3 | NEXTLOOP_DRAIN_MS is '1e3'; it must be a whole number",
        "DRAIN_MS | 900001 | drain is PT15M0.001S; it must be 0 ms to 900000 ms",
        "DRAIN_MS | 9223372036854775807 | it must be 0 ms to 900000 ms",
        "ALLOW_REMOTE_API | yes | NEXTLOOP_ALLOW_REMOTE_API is 'yes'; it must be true or false"
      })
  void refusesWhatIsOutOfRange(String name, String value, String message) {
    host.with("NEXTLOOP_" + name, value);
    assertThatThrownBy(() -> NextloopOptions.from(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shortensALongValue() {
    host.with("NEXTLOOP_LANES", "x".repeat(1_000));
    assertThatThrownBy(() -> NextloopOptions.from(host))
        .hasMessageContaining("x".repeat(40) + "...'")
        .message()
        .hasSizeLessThan(150);
  }

  @Test
  void changesOneAtATime() {
    NextloopOptions changed =
        NextloopOptions.defaults()
            .withEngine(EngineKind.DIRECT)
            .withPipelining(Pipelining.ON)
            .withLanes(2)
            .withConcurrent(true)
            .withLoops(3)
            .withPostBudgetBytes(5)
            .withDeadlineMargin(Duration.ofMillis(1))
            .withDefaultTimeout(Duration.ofSeconds(9))
            .withMaxResponseBytes(10)
            .withDrain(Duration.ofSeconds(1))
            .withFlushBudget(Duration.ofSeconds(2))
            .withExpiryNotice(Duration.ofSeconds(3))
            .withDebug(true);
    assertThat(changed)
        .isEqualTo(
            new NextloopOptions(
                EngineKind.DIRECT,
                Pipelining.ON,
                2,
                true,
                3,
                Duration.ofMillis(1),
                Duration.ofSeconds(9),
                10,
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                false,
                true));
    assertThat(changed.deadlineMarginNanos()).isEqualTo(1_000_000);
  }
}
