package dev.nextloop.awscore.internal.load;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nextloop.awscore.internal.fault.Fault;

/** What a handler string came to. */
public sealed interface Handler {

  /**
   * A function that can be called.
   *
   * @param writes whether it writes its answer itself, so that the answer can be streamed
   */
  record Ready(RequestStreamHandler code, boolean writes) implements Handler {}

  /** A function that can't, which every invocation is told. */
  record Broken(Fault fault) implements Handler {}
}
