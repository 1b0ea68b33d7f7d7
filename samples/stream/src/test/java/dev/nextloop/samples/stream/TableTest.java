package dev.nextloop.samples.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Nextloop;
import dev.nextloop.codec.ReplyCodec;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Host;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long DEADLINE = 1_900_000_000_000L;

  @Test
  void streamsTheRowsAndRefusesWhatIsNoNumber() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.serving(RuntimeApiScript.serving(DEADLINE, "2", "many", "200000"))) {
      Nextloop nextloop =
          Nextloop.of(Host.system())
              .endpoint(Endpoint.parse("API", server.authority()))
              .handler(new Table(), new TextCodec(), new ReplyCodec())
              .start()
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS);
      List<RecordedRequest> replies = server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      assertThat(replies.get(0).text()).isEqualTo("1,1\n2,4\n");
      assertThat(replies.get(1).text()).endsWith("\n200000,40000000000\n");
      assertThat(server.requests(RuntimeCall.ERROR))
          .singleElement()
          .satisfies(error -> assertThat(error.text()).contains("Function.NoNumber"));
      nextloop.stop().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }
}
