package dev.nextloop.webclient;

import static dev.nextloop.webclient.GuardFixture.ANSWERS;
import static dev.nextloop.webclient.GuardFixture.LIMIT;
import static dev.nextloop.webclient.GuardFixture.OK;
import static dev.nextloop.webclient.GuardFixture.await;
import static dev.nextloop.webclient.GuardFixture.get;
import static dev.nextloop.webclient.GuardFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.NextloopOptions;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools that fit a function. */
class LambdaPoolTest {
  private final GuardFixture f = new GuardFixture();

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private WebClient client(LambdaPool pool) {
    return f.guard.webClient(pool.client(), pool.pool());
  }

  @Test
  void haveAConnectionForEachCallOfEachLane() {
    assertThat(LambdaPool.of(1).connections()).isEqualTo(4);
    assertThat(LambdaPool.of(32).withCallsAtOnce(2).connections()).isEqualTo(64);
    assertThat(LambdaPool.of(1_000).connections()).isEqualTo(512);
    assertThat(LambdaPool.of(3).pool().getHttp1MaxSize()).isEqualTo(12);
    assertThat(LambdaPool.of(3).pool().getMaxWaitQueueSize()).isEqualTo(192);
  }

  @Test
  void keepConnectionsForLongerWhereNothingIsFrozen() {
    NextloopOptions options = NextloopOptions.defaults().withLanes(8);
    assertThat(LambdaPool.of(options).client().getKeepAliveTimeout()).isEqualTo(1);
    LambdaPool concurrent = LambdaPool.of(options.withConcurrent(true));
    assertThat(concurrent.client().getKeepAliveTimeout()).isEqualTo(30);
    assertThat(concurrent.client().getHttp2KeepAliveTimeout()).isEqualTo(30);
    assertThat(concurrent.connections()).isEqualTo(32);
  }

  @Test
  void openNoMoreConnectionsThanThatAndRefuseWhatWouldWaitForEver() throws Exception {
    Gate gate = new Gate();
    Script held =
        Script.script().forever(Script.script().readRequest().whenReleased(gate).send(OK));
    try (ScriptedServer server = ScriptedServer.playing(held).otherwise(held).start()) {
      WebClient client = client(LambdaPool.of(1).withCallsAtOnce(2));
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 2 + 32 + 10; i++) {
        calls.add(get(client, server));
      }
      server.awaitRequests(2, LIMIT);
      Future<?> first = Future.any(calls.stream().<Future<?>>map(LambdaPoolTest::failed).toList());
      assertThat(await(first.map(""))).isEmpty();
      gate.release();
      await(Future.join(calls).transform(any -> Future.succeededFuture()));
      // Two more, where no connection was there yet when they came.
      assertThat(calls.stream().filter(Future::failed))
          .hasSizeBetween(10, 12)
          .allSatisfy(
              call -> assertThat(call.cause()).isInstanceOf(ConnectionPoolTooBusyException.class));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  /** Succeeds when it fails. */
  private static Future<?> failed(Future<?> call) {
    return call.transform(
        ended -> ended.failed() ? Future.succeededFuture() : Future.failedFuture("it succeeded"));
  }

  @Test
  void closeConnectionsThatIdle() throws Exception {
    try (ScriptedServer server = GuardFixture.serve(ANSWERS)) {
      WebClient client = client(LambdaPool.of(1));
      assertThat(status(get(client, server))).isEqualTo(200);
      server.awaitOpenConnections(0, LIMIT);
      // Used again, so that it was not closed as garbage.
      assertThat(status(get(client, server))).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void takeNoConnectionIntoASnapshot() throws Exception {
    LambdaPool pool = LambdaPool.of(1).withKeepAlive(Duration.ofHours(1));
    try (ScriptedServer server = GuardFixture.serve(ANSWERS)) {
      WebClient client = client(pool);
      assertThat(status(get(client, server))).isEqualTo(200);
      await(f.guard.beforeCheckpoint());
      server.awaitOpenConnections(0, LIMIT);
      assertThat(status(get(client, server))).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4, 1000, lanes is '0'; it must be 1 to 1000",
    "1001, 4, 1000, lanes is '1001'; it must be 1 to 1000",
    "1, -4, 1000, callsAtOnce is '-4'; it must be 1 to 100",
    "1, 4, 999, keepAlive is 'PT0.999S'; it must be 1000 ms to 3600000 ms",
    "1, 4, -1, keepAlive is 'PT-0.001S'; it must be 1000 ms to 3600000 ms",
  })
  void refuseWhatMakesNoSense(int lanes, int calls, long millis, String message) {
    assertThatThrownBy(() -> new LambdaPool(lanes, calls, Duration.ofMillis(millis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
