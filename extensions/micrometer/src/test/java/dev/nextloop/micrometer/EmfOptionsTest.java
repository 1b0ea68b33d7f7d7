package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of the lines, and what is said of wrong ones. */
class EmfOptionsTest {
  private final FakeHost host = new FakeHost();

  @Test
  void areALineForEachInvocationWithTheFunctionsName() {
    host.with("AWS_LAMBDA_FUNCTION_NAME", "orders");
    EmfOptions options = EmfOptions.from(host);
    assertThat(options.namespace()).isEqualTo("Nextloop");
    assertThat(options.dimensions()).isEqualTo(Map.of("FunctionName", "orders"));
    assertThat(options.interval()).isEqualTo(Duration.ZERO);
  }

  @Test
  void takePowertoolsNamespaceButTheirOwnFirst() {
    host.with("POWERTOOLS_METRICS_NAMESPACE", "Shop");
    assertThat(EmfOptions.from(host).namespace()).isEqualTo("Shop");
    host.with("NEXTLOOP_METRICS_NAMESPACE", "Shop/Orders");
    assertThat(EmfOptions.from(host).namespace()).isEqualTo("Shop/Orders");
  }

  @Test
  void gatherForTenSecondsWhereSeveralInvocationsRunAtOnce() {
    host.with("AWS_LAMBDA_MAX_CONCURRENCY", "8");
    assertThat(EmfOptions.from(host).interval()).isEqualTo(Duration.ofSeconds(10));
    host.with("NEXTLOOP_EMF_INTERVAL_MS", "500");
    assertThat(EmfOptions.from(host).interval()).isEqualTo(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "60001", "1s", "99999999999999999999"})
  void refuseAnIntervalOutOfRange(String wrong) {
    host.with("NEXTLOOP_EMF_INTERVAL_MS", wrong);
    assertThatThrownBy(() -> EmfOptions.from(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "NEXTLOOP_EMF_INTERVAL_MS is '" + wrong + "'; it must be a whole number of 0 to 60000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my shop", "größe", "AWS/Lambda", "a,b"})
  void refuseANamespaceThatCloudWatchDoesNotTake(String wrong) {
    host.with("NEXTLOOP_METRICS_NAMESPACE", wrong);
    assertThatThrownBy(() -> EmfOptions.from(host))
        .hasMessageStartingWith("NEXTLOOP_METRICS_NAMESPACE is '" + wrong + "'; it must be 1 to");
    assertThatThrownBy(() -> EmfOptions.defaults().withNamespace("n".repeat(256)))
        .hasMessageStartingWith("namespace is 'nnn")
        .hasMessageContaining("...'");
  }

  @ParameterizedTest
  @CsvSource({":a, v", "_aws, v", "requestId, v", "naïve, v", "'', v", "key, ''", "key, Käse"})
  void refuseADimensionThatCloudWatchDoesNotTake(String name, String value) {
    assertThatThrownBy(() -> EmfOptions.defaults().withDimensions(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dimension")
        .hasMessageContaining("printable ASCII");
  }

  @Test
  void refuseMoreThanThirtyDimensionsOfAll() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 31; i++) {
      many.put("d" + i, "v");
    }
    assertThatThrownBy(() -> EmfOptions.defaults().withDimensions(many))
        .hasMessage("dimensions' number is 31; it must be 30 or less");
    assertThatThrownBy(() -> EmfOptions.defaults().withMaxMetrics(0))
        .hasMessage("maxMetrics is 0; it must be 1 to 10000");
    assertThatThrownBy(() -> EmfOptions.defaults().withInterval(Duration.ofMinutes(2)))
        .hasMessage("interval is PT2M; it must be 0 to 60000 ms");
  }
}
