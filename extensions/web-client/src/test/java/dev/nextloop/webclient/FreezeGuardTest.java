package dev.nextloop.webclient;

import static dev.nextloop.webclient.GuardFixture.ANSWERS;
import static dev.nextloop.webclient.GuardFixture.ANSWERS_ONCE;
import static dev.nextloop.webclient.GuardFixture.GAP;
import static dev.nextloop.webclient.GuardFixture.HOUR;
import static dev.nextloop.webclient.GuardFixture.LIMIT;
import static dev.nextloop.webclient.GuardFixture.OK;
import static dev.nextloop.webclient.GuardFixture.await;
import static dev.nextloop.webclient.GuardFixture.get;
import static dev.nextloop.webclient.GuardFixture.pool;
import static dev.nextloop.webclient.GuardFixture.serve;
import static dev.nextloop.webclient.GuardFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarded clients against real sockets, frozen by clocks that jump. */
class FreezeGuardTest {
  private final GuardFixture f = new GuardFixture();

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  @Test
  void keepsConnectionsWhileNothingIsFrozen() throws Exception {
    try (ScriptedServer server = serve(ANSWERS)) {
      WebClient client = f.client(5);
      for (int i = 0; i < 3; i++) {
        assertThat(status(get(client, server))).isEqualTo(200);
        f.host.freeze(GAP.toMillis() - 10_000);
        await(f.guard.fresh());
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** What a guard is for: the other side is gone and nothing has told us. */
  @Test
  void anUnguardedClientHangsOnAConnectionThatDiedInTheFreeze() throws Exception {
    try (ScriptedServer server = serve(ANSWERS_ONCE)) {
      WebClient client = WebClient.create(f.vertx, new WebClientOptions(), pool(5));
      assertThat(status(get(client, server))).isEqualTo(200);
      f.host.freeze(HOUR);
      Future<?> second = client.get(server.port(), "127.0.0.1", "/").timeout(500).send();
      assertThatThrownBy(() -> await(second))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"both clocks", "the wall clock", "the monotonic clock"})
  void takesANewConnectionAfterAFreeze(String jumping) throws Exception {
    Consumer<FakeHost> freeze =
        switch (jumping) {
          case "the wall clock" -> it -> it.jumpWall(HOUR);
          case "the monotonic clock" -> it -> it.jumpTicks(HOUR);
          default -> it -> it.freeze(HOUR);
        };
    try (ScriptedServer server = serve(ANSWERS_ONCE)) {
      WebClient client = f.client(1);
      assertThat(status(get(client, server))).isEqualTo(200);
      freeze.accept(f.host);
      assertThat(status(get(client, server))).isEqualTo(200);
      assertThat(status(get(client, server))).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void takesNewConnectionsAfterEachFreeze() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing().otherwise(ANSWERS_ONCE).start()) {
      WebClient client = f.client(3);
      for (int freeze = 1; freeze <= 10; freeze++) {
        assertThat(status(get(client, server))).isEqualTo(200);
        assertThat(server.connections()).isEqualTo(freeze);
        f.host.freeze(HOUR);
      }
    }
  }

  @Test
  void keepsTheNewConnectionsOfOneAddressWhenAnotherIsCalledFirstAfterTheFreeze() throws Exception {
    try (ScriptedServer one = serve(ANSWERS);
        ScriptedServer other = serve(ANSWERS)) {
      WebClient client = f.client(5);
      assertThat(status(get(client, one)) + status(get(client, other))).isEqualTo(400);
      f.host.freeze(HOUR);
      assertThat(status(get(client, one)) + status(get(client, other))).isEqualTo(400);
      assertThat(status(get(client, one)) + status(get(client, other))).isEqualTo(400);
      assertThat(one.connections() + other.connections()).isEqualTo(4);
    }
  }

  @Test
  void letsManyRequestsOfManyThreadsWaitUntilNoOldConnectionIsLeft() throws Exception {
    Script once = ANSWERS_ONCE;
    try (ScriptedServer server =
        ScriptedServer.playing(once, once, once, once, once, once, once, once)
            .otherwise(ANSWERS)
            .start()) {
      WebClient client = f.client(8);
      List<Future<HttpResponse<Buffer>>> old = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        old.add(get(client, server));
      }
      await(Future.all(old));
      int before = server.connections();
      f.host.freeze(HOUR);
      List<Future<HttpResponse<Buffer>>> fresh = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        fresh.add(f.vertx.executeBlocking(() -> get(client, server), false).compose(sent -> sent));
      }
      await(Future.all(fresh));
      assertThat(server.requests(request -> request.connection() > before)).hasSize(100);
    }
  }

  /** The event loop of the old connection is busy, so that it closes late. */
  @Test
  void holdsARequestBackUntilTheOldConnectionIsOutOfItsPool() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (ScriptedServer server = serve(ANSWERS)) {
      WebClient client = f.client(1);
      Context loop = await(get(client, server).map(response -> Vertx.currentContext()));
      assertThat(status(get(client, server))).isEqualTo(200);
      loop.runOnContext(
          turn -> {
            busy.countDown();
            awaitQuietly(free);
          });
      assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
      f.host.freeze(HOUR);
      // From another thread, so that it comes from another event loop.
      Future<HttpResponse<Buffer>> second =
          CompletableFuture.supplyAsync(() -> get(client, server)).get(20, TimeUnit.SECONDS);
      // Time enough to go wrong.
      TimeUnit.MILLISECONDS.sleep(100);
      free.countDown();
      assertThat(status(second)).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void readsAResponseThatWasUnderWayAndThenLeavesItsConnection() throws Exception {
    Gate gate = new Gate();
    Script slow = Script.script().readRequest().whenReleased(gate).send(OK).stall();
    try (ScriptedServer server = serve(slow)) {
      WebClient client = f.client(1);
      Future<HttpResponse<Buffer>> underWay = get(client, server);
      gate.awaitReached(LIMIT);
      f.host.freeze(HOUR);
      // The pool is full: this one waits for a connection.
      Future<HttpResponse<Buffer>> behind = get(client, server);
      await(f.guard.fresh());
      gate.release();
      assertThat(status(underWay)).isEqualTo(200);
      assertThat(status(behind)).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void closesIdleConnectionsByItselfWhenNothingIsSent() throws Exception {
    FreezeGuard quick = FreezeGuard.of(f.vertx, f.host, Duration.ofSeconds(5));
    try (ScriptedServer server = serve(ANSWERS)) {
      WebClient client = quick.webClient(new WebClientOptions(), pool(1));
      assertThat(status(get(client, server))).isEqualTo(200);
      f.host.freeze(HOUR);
      server.awaitOpenConnections(0, LIMIT);
    }
  }
}
