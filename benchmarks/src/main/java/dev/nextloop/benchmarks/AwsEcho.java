package dev.nextloop.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The same function for AWS's own client, in the form that costs that client least. */
public final class AwsEcho implements RequestStreamHandler {

  @Override
  public void handleRequest(InputStream event, OutputStream result, Context context)
      throws IOException {
    event.transferTo(result);
  }
}
