package dev.nextloop.powertools.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.FlushMetrics;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Counts orders, with a value before and one after all invocations in hand have come. */
public final class Measures implements RequestHandler<Map<String, Object>, String> {
  private final Metrics metrics = MetricsFactory.getMetricsInstance();
  private final Together together = new Together(System.getenv("AWS_LAMBDA_MAX_CONCURRENCY"));

  @FlushMetrics(namespace = "Shop", service = "orders", captureColdStart = true)
  @Override
  public String handleRequest(Map<String, Object> event, Context context) {
    int order = ((Number) event.get("order")).intValue();
    metrics.addDimension(DimensionSet.of("Kind", "kind-" + order));
    metrics.addMetric("Orders", 1, MetricUnit.COUNT);
    metrics.addMetadata("order", order);
    together.await();
    metrics.addMetric("Weight", order * 1.5, MetricUnit.KILOBYTES);
    return "order " + order;
  }
}
