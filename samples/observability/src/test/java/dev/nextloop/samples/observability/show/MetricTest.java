package dev.nextloop.samples.observability.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static JsonObject line(String unit, String value) {
    return new JsonObject(
        """
        {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"Shop",
         "Dimensions":[["FunctionName","Kind"],["Kind"]],
         "Metrics":[{"Name":"Size"%s}]}]},"FunctionName":"f","Kind":"error","Size":%s}
        """
            .formatted(unit, value));
  }

  @Test
  void addsUpNumbersArraysAndValuesWithCounts() {
    String unit = ",\"Unit\":\"Bytes\"";

    assertThat(
            Metric.of(
                List.of(
                    line(unit, "3"),
                    line(unit, "[1,5]"),
                    line(unit, "{\"Values\":[2,4],\"Counts\":[1,10]}"))))
        .containsExactly(new Metric("Size Kind=error", "Bytes", 14, 51, 1, 5));
  }

  @Test
  void hasNoUnitWhereNoneIsNamed() {
    assertThat(Metric.of(List.of(line("", "1"))))
        .containsExactly(new Metric("Size Kind=error", "None", 1, 1, 1, 1));
  }
}
