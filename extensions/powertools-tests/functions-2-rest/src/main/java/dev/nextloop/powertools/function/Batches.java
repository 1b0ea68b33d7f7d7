package dev.nextloop.powertools.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.batch.BatchMessageHandlerBuilder;
import software.amazon.lambda.powertools.batch.handler.BatchMessageHandler;
import software.amazon.lambda.powertools.logging.Logging;

/** Takes each message of a batch; those without an order go back to the queue. */
public final class Batches implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

  private final BatchMessageHandler<SQSEvent, SQSBatchResponse> handler =
      new BatchMessageHandlerBuilder()
          .withSqsBatchHandler()
          .buildWithMessageHandler(this::take, Map.class);

  @Logging
  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return handler.processBatch(event, context);
  }

  private void take(Map<?, ?> message) {
    if (!message.containsKey("order")) {
      throw new IllegalArgumentException("an order needs a number");
    }
    LOG.info("order {}", message.get("order"));
  }
}
