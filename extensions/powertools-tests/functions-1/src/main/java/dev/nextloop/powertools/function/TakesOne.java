package dev.nextloop.powertools.function;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import software.amazon.lambda.powertools.sqs.SqsMessageHandler;

/** Takes one message of a batch. */
public final class TakesOne implements SqsMessageHandler<Object> {

  @Override
  public Object process(SQSEvent.SQSMessage message) {
    if (!message.getBody().contains("order")) {
      throw new IllegalArgumentException("an order needs a number");
    }
    return message.getMessageId();
  }
}
