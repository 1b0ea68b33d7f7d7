package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Stage;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The same observer fills a registry of OpenTelemetry's protocol. */
class OtlpTest {

  private record Config(String url) implements OtlpConfig {
    @Override
    public String get(String key) {
      return null;
    }

    @Override
    public Map<String, String> resourceAttributes() {
      return Map.of("service.name", "orders");
    }
  }

  private static Metric named(List<Metric> metrics, String name) {
    return metrics.stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + metrics));
  }

  @Test
  void aCollectorReadsWhatTheObserverHasRecorded() throws Exception {
    List<Metric> metrics = new CopyOnWriteArrayList<>();
    Vertx vertx = Vertx.vertx();
    try (ScriptedServer server =
        ScriptedServer.serving(
            RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "a", "b"))) {
      HttpServer collector =
          Client.await(
              vertx
                  .createHttpServer()
                  .requestHandler(
                      request ->
                          request
                              .body()
                              .map(body -> decoded(body.getBytes()))
                              .onSuccess(metrics::addAll)
                              .onComplete(any -> request.response().end()))
                  .listen(0, "127.0.0.1"));
      OtlpMeterRegistry registry =
          new OtlpMeterRegistry(
              new Config("http://127.0.0.1:" + collector.actualPort() + "/v1/metrics"),
              Clock.SYSTEM);
      try (Client client =
          Client.of(server)
              .text((event, call) -> Future.succeededFuture(event))
              .observe(MicrometerObserver.of(registry))
              .start()) {
        client.awaitStage(Stage.POSTED, 2);
      }
      // A registry that sends in steps has the last one sent by its end.
      registry.close();
      assertThat(named(metrics, "nextloop.coldstart").getSum().getDataPoints(0).getAsDouble())
          .isEqualTo(1);
      assertThat(named(metrics, "nextloop.event.size").getHistogram().getDataPoints(0).getCount())
          .isEqualTo(2);
      assertThat(named(metrics, "nextloop.handler.duration").getUnit()).isEqualTo("milliseconds");
    } finally {
      Client.await(vertx.close());
    }
  }

  private static List<Metric> decoded(byte[] body) {
    try {
      return ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .toList();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
