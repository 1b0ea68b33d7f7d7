package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** F85: a handler that blocks the loop, in a process of its own. */
class BlockedLoopTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static ScriptedServer serving(String... events) {
    return ScriptedServer.serving(
        RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events));
  }

  @Test
  void namesTheStackThatBlocksTheLoopOnceAndStillAnswers() throws Exception {
    try (ScriptedServer server = serving("3600", "1", "1200", "1");
        Child child = Child.of(Handlers.Sleeping.class, server.authority()).start()) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 4, LIMIT))
          .extracting(RecordedRequest::text)
          .containsExactly("3600", "1", "1200", "1");
      child.close();
      assertThat(child.errors())
          .singleElement()
          .asString()
          .contains("blocked the loop for 2 s", "EventHandler.blocking")
          .contains("Handlers$Sleeping.handle(Handlers.java:");
    }
  }

  @Test
  void endsBehindTheDrainsTimeThoughTheLoopIsBlocked() throws Exception {
    try (ScriptedServer server = serving("1", "20000");
        Child child = Child.of(Handlers.Sleeping.class, server.authority()).start()) {
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      // Long enough for the second event to have reached its handler, and main its end.
      Thread.sleep(1_000);
      long start = System.nanoTime();
      child.term();
      assertThat(child.awaitExit()).isEqualTo(143);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(child.lastLine()).startsWith("nextloop: fatal 143 ").contains("blocked the loop");
    }
  }
}
