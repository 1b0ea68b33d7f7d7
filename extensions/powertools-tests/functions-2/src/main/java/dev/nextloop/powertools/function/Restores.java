package dev.nextloop.powertools.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.lambda.powertools.metrics.FlushMetrics;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Counts orders in copies of a snapshot; Metrics has a hook of its own, which loads its classes.
 */
public final class Restores implements RequestHandler<Map<String, Object>, String>, Resource {
  private final Metrics metrics = MetricsFactory.getMetricsInstance();
  private int restores;

  /** Registers itself. */
  public Restores() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    System.out.println("told of the snapshot");
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    restores++;
    System.out.println("told of the restore");
  }

  @FlushMetrics(namespace = "Shop", service = "orders", captureColdStart = true)
  @Override
  public String handleRequest(Map<String, Object> event, Context context) {
    metrics.addMetric("Orders", 1, MetricUnit.COUNT);
    return "order " + event.get("order") + " after " + restores;
  }
}
