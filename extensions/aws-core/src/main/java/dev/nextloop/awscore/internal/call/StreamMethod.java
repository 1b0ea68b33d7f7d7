package dev.nextloop.awscore.internal.call;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;

/** A method that takes streams, as a handler. */
public final class StreamMethod implements RequestStreamHandler {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final Method method;
  private final Object receiver;
  private final boolean takesInput;
  private final boolean takesOutput;
  private final boolean takesContext;

  /**
   * A handler.
   *
   * @param receiver null for a static method
   */
  public StreamMethod(
      Method method, Object receiver, boolean input, boolean output, boolean context) {
    this.method = method;
    this.receiver = receiver;
    this.takesInput = input;
    this.takesOutput = output;
    this.takesContext = context;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Arguments arguments = new Arguments();
    if (takesInput) {
      arguments.add(input);
    } else {
      input.close();
    }
    if (takesOutput) {
      arguments.add(output);
    }
    if (takesContext) {
      arguments.add(context);
    }
    arguments.call(method, receiver);
    if (!takesOutput) {
      output.write(NULL);
    }
  }
}
