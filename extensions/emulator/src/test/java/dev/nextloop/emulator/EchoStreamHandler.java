package dev.nextloop.emulator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A handler for AWS's own Java client: answers each event with its bytes. */
public final class EchoStreamHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    context.getLogger().log("remaining " + context.getRemainingTimeInMillis() + "\n");
    if (context.getClientContext() != null) {
      context.getLogger().log("custom " + context.getClientContext().getCustom() + "\n");
    }
    byte[] event = input.readAllBytes();
    if (new String(event, java.nio.charset.StandardCharsets.UTF_8).contains("fail")) {
      throw new IllegalArgumentException("asked to fail");
    }
    output.write(event);
  }
}
