package dev.nextloop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One invocation after the other, as every engine must carry them. */
class InvocationTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource
  void answersEachEventOnceAndInOrderOverOneConnection(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "1", "{\"n\":2}", "");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      List<RecordedRequest> requests = server.awaitRequests(7, LIMIT);
      assertThat(requests)
          .extracting(r -> r.method() + " " + r.target())
          .containsExactly(
              "GET /2018-06-01/runtime/invocation/next",
              "POST /2018-06-01/runtime/invocation/" + RuntimeApiScript.id(1) + "/response",
              "GET /2018-06-01/runtime/invocation/next",
              "POST /2018-06-01/runtime/invocation/" + RuntimeApiScript.id(2) + "/response",
              "GET /2018-06-01/runtime/invocation/next",
              "POST /2018-06-01/runtime/invocation/" + RuntimeApiScript.id(3) + "/response",
              "GET /2018-06-01/runtime/invocation/next");
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT))
          .extracting(r -> new String(r.body(), StandardCharsets.UTF_8))
          .containsExactly("1", "{\"n\":2}", "");
      assertThat(server.connections()).isEqualTo(engine.connections());
      assertThat(client.host.log()).isEmpty();
    }
  }
}
