package dev.nextloop.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.opentelemetry.OpenTelemetryOptions.Parent;
import dev.nextloop.opentelemetry.OpenTelemetryOptions.Trigger;
import org.junit.jupiter.api.Test;

/** Settings and their messages. */
class OpenTelemetryOptionsTest {

  @Test
  void areReadFromVariablesInAnyCase() {
    Machine host =
        new Machine()
            .with("NEXTLOOP_OTEL_PARENT", "platform")
            .with("NEXTLOOP_OTEL_TRIGGER", "Http");
    assertThat(OpenTelemetryOptions.from(host))
        .isEqualTo(new OpenTelemetryOptions(Parent.PLATFORM, Trigger.HTTP));
    assertThat(OpenTelemetryOptions.from(new Machine())).isEqualTo(OpenTelemetryOptions.defaults());
  }

  @Test
  void nameTheVariableTheValueAndTheRightOnes() {
    Machine host = new Machine().with("NEXTLOOP_OTEL_PARENT", "x".repeat(100));
    assertThatThrownBy(() -> OpenTelemetryOptions.from(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "NEXTLOOP_OTEL_PARENT is '"
                + "x".repeat(40)
                + "...'; it must be one of [event, platform]");
  }
}
