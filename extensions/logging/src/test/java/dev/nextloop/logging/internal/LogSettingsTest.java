package dev.nextloop.logging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FunctionError;
import dev.nextloop.logging.internal.line.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the platform and the user say of the log. */
class LogSettingsTest {

  @Test
  void withoutSettingsLinesAreTextAndNoneIsLeftOut() {
    LogSettings settings = LogSettings.from(FakeHost.of());

    assertThat(settings.json()).isFalse();
    assertThat(settings.least()).isEqualTo(Level.UNDEFINED);
    assertThat(settings.requestIdKey()).isEqualTo("requestId");
    assertThat(settings.bufferBytes()).isEqualTo(1_048_576);
  }

  @ParameterizedTest
  @CsvSource({"json,true", "JSON,true", "' Json ',true", "TEXT,false", "'',false"})
  void formatsAreReadInAnyCase(String format, boolean json) {
    FakeHost host = FakeHost.of("AWS_LAMBDA_LOG_FORMAT", format);

    assertThat(LogSettings.from(host).json()).isEqualTo(json);
    assertThat(host.said()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,true", "64,true", "0,false", "-1,false", "many,false"})
  void manyInvocationsAtOnceAlwaysHaveJson(String lanes, boolean json) {
    FakeHost host =
        FakeHost.of("AWS_LAMBDA_LOG_FORMAT", "Text", "AWS_LAMBDA_MAX_CONCURRENCY", lanes);

    assertThat(LogSettings.from(host).json()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({"trace,TRACE", "DEBUG,DEBUG", "Info,INFO", "warn,WARN", "error,ERROR", "fatal,FATAL"})
  void levelsAreReadInAnyCase(String text, Level level) {
    assertThat(LogSettings.from(FakeHost.of("AWS_LAMBDA_LOG_LEVEL", text)).least())
        .isEqualTo(level);
  }

  @Test
  void whatIsUnknownIsSaidOnceWithTheRightValuesAndFiltersNothing() {
    FakeHost host =
        FakeHost.of("AWS_LAMBDA_LOG_LEVEL", "LOUD\n", "AWS_LAMBDA_LOG_FORMAT", "x".repeat(90));
    LogSettings settings = LogSettings.from(host);

    assertThat(settings.least()).isEqualTo(Level.UNDEFINED);
    assertThat(settings.json()).isFalse();
    assertThat(host.said())
        .containsExactly(
            "nextloop: AWS_LAMBDA_LOG_FORMAT is '"
                + "x".repeat(40)
                + "...'; it must be JSON or Text; lines are text",
            "nextloop: AWS_LAMBDA_LOG_LEVEL is 'LOUD?'; it must be TRACE, DEBUG, INFO, WARN, ERROR"
                + " or FATAL; no level is left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOG_REDACT|(|it must be off or a regular expression (Unclosed group)",
        "LOG_REQUEST_ID_KEY|id|it must be requestId or AWSRequestId",
        "LOG_BUFFER_BYTES|many|it must be a whole number from 4096 to 268435456",
        "LOG_BUFFER_BYTES|4095|it must be 4096 to 268435456"
      })
  void aSettingThatIsWrongEndsTheStart(String name, String value, String right) {
    assertThatThrownBy(() -> LogSettings.from(FakeHost.of("NEXTLOOP_" + name, value)))
        .isInstanceOf(FunctionError.class)
        .hasMessage("NEXTLOOP_" + name + " is '" + value + "'; " + right);
  }

  @Test
  void aPropertyStandsForItsVariable() {
    FakeHost host = FakeHost.of("nextloop.log-request-id-key", "AWSRequestId");

    assertThat(LogSettings.from(host).requestIdKey()).isEqualTo("AWSRequestId");
  }
}
