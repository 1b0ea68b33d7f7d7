package dev.nextloop.peers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.micronaut.function.aws.MicronautRequestStreamHandler;
import io.micronaut.function.aws.runtime.AbstractRequestStreamHandlerMicronautLambdaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An echo on Micronaut's custom runtime, in the form that costs it least. */
public final class MicronautEcho
    extends AbstractRequestStreamHandlerMicronautLambdaRuntime<byte[], byte[]> {

  /** Starts. */
  public static void main(String[] arguments) throws Exception {
    new MicronautEcho().run(arguments);
  }

  @Override
  protected RequestStreamHandler createRequestStreamHandler(String... arguments) {
    return new Function();
  }

  private static final class Function extends MicronautRequestStreamHandler {
    @Override
    protected void execute(InputStream event, OutputStream result, Context context)
        throws IOException {
      event.transferTo(result);
    }
  }
}
