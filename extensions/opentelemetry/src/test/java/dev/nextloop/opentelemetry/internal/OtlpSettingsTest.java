package dev.nextloop.opentelemetry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.opentelemetry.Machine;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of OTLP's settings, and what is said of wrong ones. */
class OtlpSettingsTest {

  @ParameterizedTest
  @CsvSource({
    ",,http://localhost:4318/v1/traces",
    "http://c:1,,http://c:1/v1/traces",
    "http://c:1/x/,,http://c:1/x/v1/traces",
    "http://c:1,https://t/own,https://t/own"
  })
  void findTheEndpoint(String common, String traces, String endpoint) {
    Machine host = new Machine();
    if (common != null) {
      host.with(OtlpSettings.ENDPOINT, common);
    }
    if (traces != null) {
      host.with(OtlpSettings.TRACES_ENDPOINT, traces);
    }
    assertThat(OtlpSettings.endpoint(host)).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"collector:4318", "ftp://c", "http://", "http://user:secret@ x?key=secret"})
  void refuseAnEndpointThatIsNoneAndTellNoSecret(String wrong) {
    Machine host = new Machine().with(OtlpSettings.ENDPOINT, wrong);
    assertThatThrownBy(() -> OtlpSettings.endpoint(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("OTEL_EXPORTER_OTLP_ENDPOINT is '")
        .hasMessageEndingWith("it must be a URL that starts with http:// or https://")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void readHeaders() {
    Machine host = new Machine().with(OtlpSettings.HEADERS, "a=1, b = x%20y+z ,c=d=e");
    assertThat(OtlpSettings.headers(host))
        .hasSize(3)
        .containsEntry("a", "1")
        .containsEntry("b", "x y+z")
        .containsEntry("c", "d=e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=secret,b", "a=secret,=c", "a=secret,b=%zz", "a=secret,b=%0d%0ac", "a=secret,"})
  void refuseAHeaderThatIsNoneAndTellNoSecret(String wrong) {
    Machine host = new Machine().with(OtlpSettings.HEADERS, wrong);
    assertThatThrownBy(() -> OtlpSettings.headers(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("OTEL_EXPORTER_OTLP_HEADERS: its part 2 is no header")
        .message()
        .doesNotContain("secret");
  }

  @Property
  void takeNothingThatCouldEndAHeader(@ForAll String text) {
    try {
      OtlpSettings.headers(new Machine().with(OtlpSettings.HEADERS, text))
          .forEach((name, value) -> assertThat(value).matches("[ -~]*"));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith(OtlpSettings.HEADERS);
    }
  }
}
