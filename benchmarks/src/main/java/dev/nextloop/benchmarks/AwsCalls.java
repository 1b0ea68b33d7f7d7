package dev.nextloop.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The realistic functions for AWS's client: JSON by the same Jackson as the others', and in place
 * of middleware, which that client has none of, the same three steps around the call.
 */
public final class AwsCalls {
  private final ObjectMapper mapper = new ObjectMapper();
  private final Downstream downstream = new Downstream(System.getenv("DOWNSTREAM"));

  /** Handler: calls one after the other. */
  public void inTurn(InputStream in, OutputStream out, Context context) throws Exception {
    JsonNode event = event(in, context);
    downstream.callInTurn();
    answer(event, out);
  }

  /** Handler: calls all at once, and waits. */
  public void atOnce(InputStream in, OutputStream out, Context context) throws Exception {
    JsonNode event = event(in, context);
    downstream.callAtOnce().join();
    answer(event, out);
  }

  private JsonNode event(InputStream in, Context context) throws IOException {
    JsonNode event = mapper.readTree(in);
    if (event.isMissingNode() || context.getAwsRequestId().isEmpty()) {
      throw new IllegalArgumentException("there is no event");
    }
    return event;
  }

  private void answer(JsonNode result, OutputStream out) throws IOException {
    if (result.isNull()) {
      throw new IllegalStateException("there is no result");
    }
    mapper.writeValue(out, result);
  }
}
