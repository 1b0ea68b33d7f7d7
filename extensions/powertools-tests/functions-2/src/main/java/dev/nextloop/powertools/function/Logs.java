package dev.nextloop.powertools.function;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.Logging;

/** Logs before and after all invocations in hand have come; fails an order without number. */
public final class Logs implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final Logger LOG = LoggerFactory.getLogger(Logs.class);

  private final Together together = new Together(System.getenv("AWS_LAMBDA_MAX_CONCURRENCY"));

  @Logging(
      logEvent = true,
      logResponse = true,
      logError = true,
      clearState = true,
      correlationIdPath = "order")
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Object order = event.get("order");
    MDC.put("buyer", "buyer of " + order);
    LOG.info("order {} begins", order, entry("lines", Map.of("first", 1)));
    together.await();
    if (order == null) {
      throw new IllegalArgumentException("an order needs a number");
    }
    LOG.warn("order {} ends", order);
    return new TreeMap<>(Map.of("order", order, "request", context.getAwsRequestId()));
  }
}
