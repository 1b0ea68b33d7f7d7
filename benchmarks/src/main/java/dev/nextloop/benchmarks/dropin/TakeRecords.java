package dev.nextloop.benchmarks.dropin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.List;

/**
 * Takes ten records of a queue. As its answer says nothing, it looks itself whether they were read:
 * the last one's body has the number that is the end of the request's id.
 */
public final class TakeRecords implements RequestHandler<SQSEvent, Void> {
  private static final int RECORDS = 10;
  private static final int DIGITS = 12;

  @Override
  public Void handleRequest(SQSEvent event, Context context) {
    List<SQSMessage> records = event.getRecords();
    SQSMessage last = records.get(RECORDS - 1);
    String id = context.getAwsRequestId();
    if (records.size() != RECORDS
        || !last.getBody().contains(id.substring(id.length() - DIGITS))
        || !"order".equals(last.getMessageAttributes().get("kind").getStringValue())) {
      throw new IllegalArgumentException("other records than were sent: " + event);
    }
    return null;
  }
}
