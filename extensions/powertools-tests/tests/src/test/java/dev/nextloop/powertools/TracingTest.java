package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tracing: segments of the handler, of a method and of a part, as the daemon gets them. */
final class TracingTest {

  @Test
  void tracesAsOnAwsClient() {
    String[] events = {"{\"order\":1}", "{}", "{\"order\":3}"};
    try (TraceDaemon daemon = new TraceDaemon()) {
      Function traces = Function.ofRest("Traces").with("AWS_XRAY_DAEMON_ADDRESS", daemon.address());
      Outcome aws = traces.run(Client.AWS, events);
      List<String> segments = daemon.segments(3);

      assertThat(segments.get(2)).contains(Function.trace(3), "price of 3");
      assertThat(traces.run(Client.NEXTLOOP, events)).isEqualTo(aws);
      assertThat(daemon.segments(3)).isEqualTo(segments);
    }
  }

  @Test
  @EnabledIfSystemProperty(
      named = "powertools.rest",
      matches = "functions-2-rest",
      disabledReason = "version 1 knows one invocation at a time only")
  void keepsTheSegmentsOfInvocationsAtOnceApart() {
    String[] events = Events.orders(16);
    try (TraceDaemon daemon = new TraceDaemon()) {
      Function traces = Function.ofRest("Traces").with("AWS_XRAY_DAEMON_ADDRESS", daemon.address());
      Outcome aws = traces.runTogether(Client.AWS, events).sorted();
      List<String> segments = daemon.segments(16).stream().sorted().toList();

      for (int number = 1; number <= events.length; number++) {
        String trace = Function.trace(number);
        String price = "price of " + number + "\"";
        assertThat(segments).filteredOn(line -> line.contains(price)).hasSize(1);
        assertThat(segments)
            .filteredOn(line -> line.contains(trace))
            .allMatch(line -> line.contains(price));
      }
      assertThat(traces.runTogether(Client.NEXTLOOP, events).sorted()).isEqualTo(aws);
      assertThat(daemon.segments(16).stream().sorted().toList()).isEqualTo(segments);
    }
  }
}
