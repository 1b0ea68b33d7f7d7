package dev.nextloop.powertools.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.lambda.powertools.tracing.CaptureMode;
import software.amazon.lambda.powertools.tracing.Tracing;
import software.amazon.lambda.powertools.tracing.TracingUtils;

/** A traced handler with a traced method and a part of it as a segment of its own. */
public final class Traces implements RequestHandler<Map<String, Object>, String> {
  private final Together together = new Together(System.getenv("AWS_LAMBDA_MAX_CONCURRENCY"));

  @Tracing(namespace = "shop", captureMode = CaptureMode.RESPONSE_AND_ERROR)
  @Override
  public String handleRequest(Map<String, Object> event, Context context) {
    Object order = event.get("order");
    TracingUtils.putAnnotation("order", String.valueOf(order));
    together.await();
    TracingUtils.withSubsegment("pack", segment -> segment.putAnnotation("box", order + " box"));
    return price(order);
  }

  @Tracing
  private String price(Object order) {
    if (order == null) {
      throw new IllegalArgumentException("an order needs a number");
    }
    return "price of " + order;
  }
}
