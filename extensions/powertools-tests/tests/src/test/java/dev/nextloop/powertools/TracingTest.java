package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tracing: segments of the handler, of a method and of a part, as the daemon gets them. */
final class TracingTest {
  @Test
  void tracesAsOnAwsClient() {
    String[] events = {"{\"order\":1}", "{}", "{\"order\":3}"};
    try (TraceDaemon daemon = new TraceDaemon()) {
      Function traces = Function.ofRest("Traces").with("AWS_XRAY_DAEMON_ADDRESS", daemon.address());
      Outcome aws = traces.run(Client.AWS, events);
      List<String> segments = daemon.segments(3);
      assertThat(traces.run(Client.NEXTLOOP, events)).isEqualTo(aws);
      assertThat(daemon.segments(3)).isEqualTo(segments);
    }
  }
}
