package dev.nextloop.peers;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import org.http4k.serverless.AwsLambdaRuntime;
import org.http4k.serverless.FnHandler;

/** An echo on http4k's custom runtime, over streams. */
public final class Http4kEcho {
  private Http4kEcho() {}

  /** Starts. */
  public static void main(String[] arguments) {
    FnHandler<InputStream, Context, InputStream> echo = (event, context) -> event;
    new AwsLambdaRuntime().asServer(environment -> echo).start();
  }
}
