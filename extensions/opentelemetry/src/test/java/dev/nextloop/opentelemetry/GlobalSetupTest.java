package dev.nextloop.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Nextloop;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where somebody has set the process's OpenTelemetry already. */
class GlobalSetupTest {

  @AfterEach
  void leavesNone() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void usesItAndSaysThatItIsNotFlushed() throws Exception {
    Traced traced = new Traced();
    GlobalOpenTelemetry.set(traced.telemetry);
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(Traced.event(1, "1", "Lambda-Runtime-Trace-Id: " + Traced.SAMPLED));
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Nextloop.Builder client =
          Nextloop.of(traced.host)
              .endpoint(Endpoint.parse("API", server.authority()))
              .handler(Traced.echo(), new BytesCodec(), new BytesCodec());
      new OpenTelemetrySetup().add(client, traced.host);
      Nextloop nextloop = Traced.await(client.start());
      server.awaitRequests(RuntimeCall.NEXT, 2, Traced.LIMIT);
      Traced.await(nextloop.stop());
      assertThat(traced.recorder.spans()).isEmpty();
      traced.tracers.forceFlush();
      assertThat(traced.recorder.await(1).get(0).getTraceId()).isEqualTo(Traced.TRACE);
      assertThat(traced.host.log()).hasSize(1).allMatch(line -> line.contains("not flushed"));
    }
    traced.close();
  }
}
