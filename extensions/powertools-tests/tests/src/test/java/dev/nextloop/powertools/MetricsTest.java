package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Metrics: dimensions, metadata, the cold start, one document for each invocation. */
final class MetricsTest {
  private final Function measures = Function.of("Measures");

  @Test
  void measuresAsOnAwsClient() {
    String[] events = {"{\"order\":1}", "{\"order\":2}"};
    Outcome aws = measures.run(Client.AWS, events);

    assertThat(aws.lines()).filteredOn(line -> line.contains("\"Weight\":3.0")).hasSize(1);
    assertThat(measures.run(Client.NEXTLOOP, events)).isEqualTo(aws);
  }

  @Test
  void keepsTheMetricsOfInvocationsAtOnceApart() {
    String[] events = Events.orders(16);
    Outcome aws = measures.runTogether(Client.AWS, events).sorted();

    assertThat(measures.runTogether(Client.NEXTLOOP, events).sorted()).isEqualTo(aws);
  }
}
