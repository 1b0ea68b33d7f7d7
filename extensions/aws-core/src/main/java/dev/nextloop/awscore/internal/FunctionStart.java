package dev.nextloop.awscore.internal;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.nextloop.EventHandler;
import dev.nextloop.Reply;
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
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Prepares the JVM for a function, in the order of AWS's client, and loads the function. Runs on
 * the thread that later runs the handler where there is one such thread: what a constructor leaves
 * in thread locals is there for the handler, as on AWS's client. Nothing waits for the loop
 * meanwhile.
 */
public final class FunctionStart implements Runnable {
  private final FunctionSettings settings;
  private final FunctionClasses classes;
  private final Host host;
  private final String name;
  private final Promise<EventHandler<Body, Reply>> started = Promise.promise();

  /** For one function. */
  public FunctionStart(FunctionSettings settings, FunctionClasses classes, Host host, String name) {
    this.settings = settings;
    this.classes = classes;
    this.host = host;
    this.name = name;
  }

  /**
   * The function; fails with a {@link FaultException}, logged already, where it can't be loaded.
   */
  public Future<EventHandler<Body, Reply>> handler() {
    return started.future();
  }

  @Override
  public void run() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(classes);
      started.complete(start());
    } catch (Throwable e) { // NOPMD: whatever the function's init throws ends the init
      started.fail(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private AwsHandler start() {
    new ManagedJvm(host).prepare();
    FunctionLogger logger =
        new FunctionLogger(settings.logLevel(), settings.logFormat(), LogSinks.of(host), host);
    ManagedJvm.setLogger(logger);
    Failures failures = new Failures(logger, host.property("user.dir"), !settings.concurrent());
    Handler found = find(failures);
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

  private Handler find(Failures failures) {
    try {
      Handler found = new Handlers(classes, host).find(name);
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
