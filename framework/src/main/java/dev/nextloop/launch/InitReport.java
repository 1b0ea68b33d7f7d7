package dev.nextloop.launch;

import dev.nextloop.FunctionError;
import dev.nextloop.internal.loop.InitCalls;
import dev.nextloop.internal.wire.ErrorEncoder;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.Outcome;

/** Tells the platform that init failed: once, and without waiting for long. */
final class InitReport {
  private static final long PATIENCE_NANOS = 2_000_000_000L;

  private final Host host;
  private final Engine engine;
  private final Endpoint endpoint;
  private String type = "Runtime.BadFunctionCode";
  private String message = "";
  private boolean done;

  InitReport(Host host, Engine engine, Endpoint endpoint) {
    this.host = host;
    this.engine = engine;
    this.endpoint = endpoint;
  }

  /**
   * Posts {@code init/error}; whatever comes of it, goes on with the exit.
   *
   * @param then on the engine's loop, after at most 2 s
   */
  void post(Throwable failure, Runnable then) {
    Outcome.Failure outcome =
        new ErrorEncoder(host.property("user.dir")).encode(failure, "Runtime.BadFunctionCode");
    type = outcome.type();
    message = message(failure);
    engine.loop().execute(() -> engine.loop().timer(PATIENCE_NANOS, () -> once(then)));
    new InitCalls(engine, endpoint)
        .initError(outcome)
        .onComplete(posted -> engine.loop().execute(() -> once(then)));
  }

  /** With the class where the type does not say what happened. */
  private static String message(Throwable failure) {
    try {
      return failure instanceof FunctionError ? failure.getMessage() : failure.toString();
    } catch (RuntimeException e) {
      return failure.getClass().getName();
    }
  }

  private void once(Runnable then) {
    if (!done) {
      done = true;
      then.run();
    }
  }

  String type() {
    return type;
  }

  String message() {
    return message;
  }
}
