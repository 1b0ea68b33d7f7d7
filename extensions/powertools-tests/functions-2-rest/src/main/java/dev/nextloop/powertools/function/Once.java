package dev.nextloop.powertools.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.lambda.powertools.idempotency.Idempotency;
import software.amazon.lambda.powertools.idempotency.IdempotencyConfig;
import software.amazon.lambda.powertools.idempotency.Idempotent;
import software.amazon.lambda.powertools.idempotency.persistence.dynamodb.DynamoDBPersistenceStore;

/** Answers an order that comes again with what it answered the first time. */
public final class Once implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final Together together = new Together(System.getenv("AWS_LAMBDA_MAX_CONCURRENCY"));

  /** As the platform makes it. */
  public Once() {
    Idempotency.config()
        .withConfig(IdempotencyConfig.builder().withEventKeyJMESPath("order").build())
        .withPersistenceStore(DynamoDBPersistenceStore.builder().withTableName("orders").build())
        .configure();
  }

  @Idempotent
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    together.await();
    if (event.containsKey("fail")) {
      throw new IllegalStateException("out of stock");
    }
    return new TreeMap<>(Map.of("order", event.get("order"), "request", context.getAwsRequestId()));
  }
}
