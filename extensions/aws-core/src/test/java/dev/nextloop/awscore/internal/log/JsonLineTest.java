package dev.nextloop.awscore.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One record in JSON. */
class JsonLineTest {
  @ParameterizedTest
  @CsvSource({
    "0,1970-01-01T00:00:00.000Z",
    "1,1970-01-01T00:00:00.001Z",
    "1735689599099,2024-12-31T23:59:59.099Z",
    "1709210096789,2024-02-29T12:34:56.789Z"
  })
  void hasItsTimeInUtcWithMilliseconds(long millis, String time) {
    assertThat(JsonLine.time(millis)).isEqualTo(time);
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(JsonLine.of(0, null, LogLevel.WARN, null))
        .isEqualTo("{\"timestamp\":\"1970-01-01T00:00:00.000Z\",\"level\":\"WARN\"}\n");
  }
}
