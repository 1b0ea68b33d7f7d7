package dev.nextloop.webclient;

import static dev.nextloop.webclient.GuardFixture.ANSWERS;
import static dev.nextloop.webclient.GuardFixture.ANSWERS_ONCE;
import static dev.nextloop.webclient.GuardFixture.HOUR;
import static dev.nextloop.webclient.GuardFixture.LIMIT;
import static dev.nextloop.webclient.GuardFixture.await;
import static dev.nextloop.webclient.GuardFixture.get;
import static dev.nextloop.webclient.GuardFixture.serve;
import static dev.nextloop.webclient.GuardFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of every kind, and how guards are made. */
class GuardedClientsTest {
  private final GuardFixture f = new GuardFixture();

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  @Test
  void leavesAConnectionOfHttp2AsWell() throws Exception {
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    HttpServer server =
        f.vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  ports.add(request.remoteAddress().port());
                  request.response().end(request.version().name());
                });
    await(server.listen(0, "127.0.0.1"));
    WebClientOptions http2 = new WebClientOptions();
    http2.setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
    WebClient client = f.guard.webClient(http2, new PoolOptions());
    for (int connections = 1; connections <= 3; connections++) {
      for (int i = 0; i < 2; i++) {
        String version =
            await(client.get(server.actualPort(), "127.0.0.1", "/").send()).bodyAsString();
        assertThat(version).isEqualTo("HTTP_2");
      }
      assertThat(ports).hasSize(connections);
      f.host.freeze(HOUR);
    }
  }

  @Test
  void guardsAClientOfVertxCore() throws Exception {
    try (ScriptedServer server = serve(ANSWERS_ONCE)) {
      HttpClientAgent client =
          f.guard.httpClient(f.vertx.httpClientBuilder().with(new HttpClientOptions()));
      for (int i = 0; i < 3; i++) {
        int status =
            await(
                client
                    .request(HttpMethod.GET, server.port(), "127.0.0.1", "/")
                    .compose(request -> request.send())
                    .compose(response -> response.body().map(response.statusCode())));
        assertThat(status).isEqualTo(200);
        if (i == 0) {
          f.host.freeze(HOUR);
        }
      }
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void takesNoConnectionIntoASnapshot() throws Exception {
    try (ScriptedServer server = serve(ANSWERS)) {
      WebClient client = f.client(2);
      assertThat(status(get(client, server))).isEqualTo(200);
      await(f.guard.beforeCheckpoint());
      server.awaitOpenConnections(0, LIMIT);
      await(f.guard.afterRestore());
      assertThat(status(get(client, server))).isEqualTo(200);
    }
  }

  @Test
  void failsAsAnyClientWhenNobodyListens() throws Exception {
    try (ScriptedServer server = serve(ANSWERS)) {
      WebClient client = f.client(1);
      assertThat(status(get(client, server))).isEqualTo(200);
      server.close();
      f.host.freeze(HOUR);
      assertThatThrownBy(() -> await(get(client, server)))
          .hasCauseInstanceOf(ConnectException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 99, 3_600_001})
  void refusesAGapThatMakesNoSense(long millis) {
    assertThatThrownBy(() -> FreezeGuard.of(f.vertx, f.host, Duration.ofMillis(millis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it must be 100 ms to 1 h");
  }
}
