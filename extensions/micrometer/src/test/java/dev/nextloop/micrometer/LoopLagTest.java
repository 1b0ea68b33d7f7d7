package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.NextloopOptions;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How late the loops are. */
class LoopLagTest {

  @Test
  void isWhatATimerWaitedForOnEachLoop() throws Exception {
    CountDownLatch looks = new CountDownLatch(20);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    FakeHost host = new FakeHost();
    try (ScriptedServer server = ScriptedServer.serving(RuntimeApiScript.serving(0));
        Client client =
            Client.of(server, host)
                .options(NextloopOptions.defaults().withLanes(2).withLoops(2).withConcurrent(true))
                .text((event, call) -> Future.succeededFuture(event))
                .start()) {
      try (LoopLag lag =
          LoopLag.of(
              client.nextloop(),
              registry,
              Duration.ofMillis(5),
              () -> {
                looks.countDown();
                return host.ticks();
              })) {
        assertThat(lag).isNotNull();
        // The clock goes on while the loop's thread stands: as if something had held it.
        client.nextloop().loops().get(0).execute(() -> host.freeze(400));
        assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();
      }
      Timer timer = registry.get("nextloop.eventloop.lag").timer();
      assertThat(timer.count()).isGreaterThan(2);
      assertThat(timer.max(TimeUnit.MILLISECONDS)).isGreaterThan(300);
    }
  }

  @Test
  void refusesAPeriodOutOfRange() {
    assertThatThrownBy(() -> LoopLag.of(null, null, Duration.ZERO, null))
        .hasMessage("period is PT0S; it must be 1 ms to 1 min");
  }
}
