package dev.nextloop.awscore.internal;

import dev.nextloop.Invocation;
import dev.nextloop.awscore.internal.fault.Failures;
import dev.nextloop.awscore.internal.fault.FaultException;
import dev.nextloop.awscore.internal.jvm.Surroundings;
import dev.nextloop.awscore.internal.load.Handler;
import dev.nextloop.awscore.internal.log.FunctionLogger;
import dev.nextloop.awscore.internal.log.Log4jIds;
import dev.nextloop.spi.EncodedFailure;
import dev.nextloop.spi.Host;
import java.io.InputStream;
import java.io.OutputStream;

/** Calls a function's code for an invocation, within its surroundings. Any thread. */
public final class FunctionCall {
  private final Handler handler;
  private final FunctionSettings settings;
  private final Surroundings surroundings;
  private final FunctionLogger logger;
  private final Log4jIds log4j;
  private final Failures failures;
  private final Host host;

  /** Calls to one function. */
  public FunctionCall(
      Handler handler,
      FunctionSettings settings,
      Surroundings surroundings,
      FunctionLogger logger,
      Log4jIds log4j,
      Failures failures,
      Host host) {
    this.handler = handler;
    this.settings = settings;
    this.surroundings = surroundings;
    this.logger = logger;
    this.log4j = log4j;
    this.failures = failures;
    this.host = host;
  }

  /**
   * Runs the code on the caller's thread.
   *
   * @throws Exception an {@link EncodedFailure}: whatever the code throws has been logged
   */
  void run(InputStream in, OutputStream out, Invocation invocation) throws Exception {
    String trace = invocation.header(FunctionContext.Headers.TRACE).orElse(null);
    ClassLoader before = surroundings.enter(trace);
    try {
      call(in, out, invocation);
    } catch (Throwable e) { // NOPMD: an Error of the function's is answered, too
      throw failures.ended(e);
    } finally {
      logger.handles(null);
      surroundings.leave(before);
    }
  }

  private void call(InputStream in, OutputStream out, Invocation invocation) throws Exception {
    if (handler instanceof Handler.Broken broken) {
      throw new FaultException(broken.fault());
    }
    FunctionContext context = new FunctionContext(settings, logger, host, invocation);
    logger.handles(context);
    log4j.put(context.getAwsRequestId());
    ((Handler.Ready) handler).code().handleRequest(in, out, context);
  }
}
