package dev.nextloop.micrometer;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers a scrape with Prometheus's text, or with OpenMetrics where the caller accepts it: a
 * handler for a Vert.x HTTP server, for processes that stay awake. Needs {@code
 * micrometer-registry-prometheus} on the class path. The text is put together on a worker thread.
 */
public final class PrometheusText implements Handler<HttpServerRequest> {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Vertx vertx;
  private final PrometheusMeterRegistry registry;

  private PrometheusText(Vertx vertx, PrometheusMeterRegistry registry) {
    this.vertx = vertx;
    this.registry = registry;
  }

  /**
   * Scrapes of a registry.
   *
   * @param vertx whose workers put the text together
   */
  public static PrometheusText of(Vertx vertx, PrometheusMeterRegistry registry) {
    return new PrometheusText(vertx, registry);
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (!HttpMethod.GET.equals(request.method())) {
      request.response().setStatusCode(405).putHeader("Allow", "GET").end();
      return;
    }
    String accepted = request.getHeader("Accept");
    String type =
        accepted != null && accepted.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    vertx
        .executeBlocking(() -> registry.scrape(type), false)
        .onSuccess(text -> request.response().putHeader("Content-Type", type).end(text))
        .onFailure(e -> request.response().setStatusCode(500).end());
  }
}
