package dev.nextloop.webclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of outgoing calls. */
class CallOptionsTest {

  @Test
  void areReadFromTheMachine() {
    LoggingHost host =
        new LoggingHost()
            .with("NEXTLOOP_CALL_MARGIN_MS", "250")
            .with("NEXTLOOP_CALL_MAX_BYTES", "1024")
            .with("NEXTLOOP_CALL_HOSTS", " 7");
    assertThat(CallOptions.from(host)).isEqualTo(new CallOptions(Duration.ofMillis(250), 1_024, 7));
    assertThat(CallOptions.from(new LoggingHost().with("NEXTLOOP_CALL_HOSTS", "")))
        .isEqualTo(CallOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "NEXTLOOP_CALL_MARGIN_MS, -1, '0 to 900000'",
    "NEXTLOOP_CALL_MARGIN_MS, soon, '0 to 900000'",
    "NEXTLOOP_CALL_MAX_BYTES, 1073741825, '0 to 1073741824'",
    "NEXTLOOP_CALL_HOSTS, 0, '1 to 10000'",
    "NEXTLOOP_CALL_HOSTS, 99999999999999999999, '1 to 10000'",
  })
  void areRefusedWithNameValueAndRemedy(String name, String value, String right) {
    assertThatThrownBy(() -> CallOptions.from(new LoggingHost().with(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " is '" + value + "'; it must be a whole number, " + right);
  }

  @Test
  void areRefusedInCodeAsWell() {
    CallOptions options = CallOptions.defaults();
    assertThatThrownBy(() -> options.withMargin(Duration.ofMillis(-1)))
        .hasMessage("margin is 'PT-0.001S'; it must be 0 ms to 900000 ms");
    assertThatThrownBy(() -> options.withMargin(null)).hasMessageStartingWith("margin is 'null'");
    assertThatThrownBy(() -> options.withMaxResponseBytes(-1))
        .hasMessage("maxResponseBytes is '-1'; it must be 0 to 1073741824");
    assertThatThrownBy(() -> options.withHosts(0))
        .hasMessage("hosts is '0'; it must be 1 to 10000");
  }
}
