package dev.nextloop.peers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.Logging;
import software.amazon.lambda.powertools.metrics.FlushMetrics;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Echo with one line of log and one metric, both by Powertools. */
public final class PowertoolsEcho implements RequestStreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PowertoolsEcho.class);

  private final Metrics metrics = MetricsFactory.getMetricsInstance();

  @Logging
  @FlushMetrics(namespace = "Echo", service = "echo")
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    LOG.info("echo of {} bytes", bytes.length);
    metrics.addMetric("Bytes", bytes.length, MetricUnit.BYTES);
    answer.write(bytes);
  }
}
