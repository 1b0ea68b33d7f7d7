package dev.nextloop.awscore.internal;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.nextloop.awscore.internal.fault.Failures;
import dev.nextloop.awscore.internal.fault.FaultException;
import dev.nextloop.awscore.internal.fault.Remedy;
import dev.nextloop.awscore.internal.jvm.ManagedJvm;
import dev.nextloop.awscore.internal.jvm.ManyAtOnce;
import dev.nextloop.awscore.internal.jvm.OneAtATime;
import dev.nextloop.awscore.internal.jvm.Surroundings;
import dev.nextloop.awscore.internal.load.FunctionClasses;
import dev.nextloop.awscore.internal.load.Handler;
import dev.nextloop.awscore.internal.load.Handlers;
import dev.nextloop.awscore.internal.log.FunctionLogger;
import dev.nextloop.awscore.internal.log.Log4jIds;
import dev.nextloop.awscore.internal.log.LogSinks;
import dev.nextloop.spi.Host;

/** Prepares the JVM for a function, in the order of AWS's client, and loads the function. */
public final class FunctionStart {
  private final FunctionSettings settings;
  private final FunctionClasses classes;
  private final Host host;

  /** For one function. */
  public FunctionStart(FunctionSettings settings, FunctionClasses classes, Host host) {
    this.settings = settings;
    this.classes = classes;
    this.host = host;
  }

  /**
   * Loads it.
   *
   * @throws FaultException logged already, where the function can't be loaded at all
   */
  public AwsHandler start(String handler) {
    new ManagedJvm(host).prepare();
    FunctionLogger logger =
        new FunctionLogger(settings.logLevel(), settings.logFormat(), LogSinks.of(host), host);
    ManagedJvm.setLogger(logger);
    Failures failures = new Failures(logger, host.property("user.dir"), !settings.concurrent());
    Thread.currentThread().setContextClassLoader(classes);
    Handler found = find(handler, failures);
    boolean streams =
        settings.streaming() && found instanceof Handler.Ready ready && ready.writes();
    if (settings.concurrent()) {
      logger.log(
          "Starting " + settings.invocations() + " concurrent function handler threads.",
          settings.logFormat() == LogFormat.JSON ? LogLevel.INFO : LogLevel.UNDEFINED);
    }
    Surroundings surroundings =
        settings.concurrent() ? new ManyAtOnce(classes) : new OneAtATime(classes);
    FunctionCall call =
        new FunctionCall(
            found, settings, surroundings, logger, new Log4jIds(classes, host), failures, host);
    return new AwsHandler(call, settings.concurrent(), streams);
  }

  private Handler find(String handler, Failures failures) {
    try {
      Handler found = new Handlers(classes, host).find(handler);
      if (found instanceof Handler.Broken broken) {
        host.log(
            "nextloop: the handler can't be called: "
                + Remedy.with(broken.fault())
                + "; until then every invocation fails with this");
      }
      return found;
    } catch (FaultException e) {
      failures.log(e.fault());
      throw e;
    }
  }
}
