package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/concurrency.md} says is so. */
class ConcurrencyPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path classes;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    assertThat(Page.named("concurrency.md").compile(classes)).isEqualTo(1);
  }

  @Test
  void aBlockingCallHoldsNoLaneUp() throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(1_900_000_000_000L, "tea", "cocoa", "mate", "coffee");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child =
            Child.named("shop.Lookup", server.authority())
                .with("AWS_LAMBDA_MAX_CONCURRENCY", "3")
                .classPath(classes.toString(), System.getProperty("java.class.path"))
                .start()) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 4, LIMIT))
          .extracting(RecordedRequest::text)
          .containsExactlyInAnyOrder(
              "tea costs 3", "cocoa costs 5", "mate costs 4", "coffee costs 6");
      assertThat(server.connections()).isEqualTo(3);
      assertThat(child.isAlive()).isTrue();
    }
  }
}
