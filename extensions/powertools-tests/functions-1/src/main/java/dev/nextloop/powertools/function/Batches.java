package dev.nextloop.powertools.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import software.amazon.lambda.powertools.sqs.SqsBatch;

/** Takes each message of a batch; those without an order stay in the queue. */
public final class Batches implements RequestHandler<SQSEvent, String> {

  @SqsBatch(TakesOne.class)
  @Override
  public String handleRequest(SQSEvent event, Context context) {
    return event.getRecords().size() + " orders";
  }
}
