package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RuntimeApiScript;
import org.junit.jupiter.api.Test;

/** Metrics in a copy of a snapshot, with its own hook beside the function's. */
final class SnapStartTest {
  private final Function restores =
      Function.of("Restores").with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");

  @Test
  void measuresInACopyAsOnAwsClient() {
    String[] events = Events.orders(3);
    Outcome aws = restores.run(Client.AWS, events);

    assertThat(aws.lines()).startsWith("told of the snapshot", "told of the restore");
    assertThat(aws.lines()).filteredOn(line -> line.contains("\"Orders\":1")).hasSize(3);
    assertThat(aws.answers().get(RuntimeApiScript.id(3))).contains("order 3 after 1");
    assertThat(restores.run(Client.NEXTLOOP, events)).isEqualTo(aws);
  }
}
