package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Stage;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads from a process with several invocations in hand. */
class PrometheusTextTest {
  private final Vertx vertx = Vertx.vertx();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private HttpServer metrics;

  @BeforeEach
  void serves() throws Exception {
    metrics =
        Client.await(
            vertx
                .createHttpServer()
                .requestHandler(PrometheusText.of(vertx, registry))
                .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void ends() throws Exception {
    Client.await(vertx.close());
  }

  private HttpResponse<String> send(String method, String accept)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics.actualPort() + "/metrics"))
            .timeout(Duration.ofSeconds(20))
            .header("Accept", accept)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void isScrapedWhileSixteenLanesWork() throws Exception {
    String[] events = new String[16];
    Arrays.fill(events, "four");
    Promise<String> result = Promise.promise();
    CountDownLatch inHand = new CountDownLatch(16);
    CountDownLatch posted = new CountDownLatch(16);
    try (ScriptedServer server =
        ScriptedServer.serving(
            RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events))) {
      Nextloop client =
          Client.await(
              Nextloop.of(new FakeHost())
                  .on(vertx)
                  .endpoint(Endpoint.parse("API", server.authority()))
                  .options(
                      NextloopOptions.defaults().withLanes(16).withLoops(2).withConcurrent(true))
                  .handler(
                      (event, call) -> {
                        inHand.countDown();
                        return result.future();
                      },
                      new TextCodec(),
                      new TextCodec())
                  .observe(
                      MicrometerObserver.of(
                          registry, MicrometerOptions.defaults().withLanes(16).withFreezes(false)))
                  .observe(
                      (stage, call, ticks) -> {
                        if (stage == Stage.POSTED) {
                          posted.countDown();
                        }
                      })
                  .start());
      assertThat(inHand.await(20, TimeUnit.SECONDS)).isTrue();
      HttpResponse<String> busy = send("GET", "text/plain");
      assertThat(busy.statusCode()).isEqualTo(200);
      assertThat(busy.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
      assertThat(busy.body())
          .contains("nextloop_invocations_inflight 16.0")
          .contains("nextloop_concurrency_limit 16.0");
      result.complete("done");
      assertThat(posted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(send("GET", "text/plain").body())
          .contains("nextloop_invocations_total{outcome=\"success\"} 16.0")
          .contains("nextloop_invocations_inflight 0.0")
          .contains("nextloop_poll_duration_seconds_count 16")
          .contains("nextloop_handler_duration_seconds_count{outcome=\"success\"} 16")
          .contains("nextloop_event_size_bytes_sum 64.0")
          .contains("nextloop_coldstart_total 1.0");
      Client.await(client.stop());
    }
  }

  @Test
  void isOpenMetricsForWhoAcceptsIt() throws Exception {
    HttpResponse<String> scrape = send("GET", "application/openmetrics-text;version=1.0.0");
    assertThat(scrape.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
    assertThat(scrape.body()).endsWith("# EOF\n");
  }

  @Test
  void isOnlyToBeRead() throws Exception {
    assertThat(send("POST", "text/plain").statusCode()).isEqualTo(405);
  }
}
