package dev.nextloop.awscore;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import dev.nextloop.awscore.internal.FunctionSettings;
import dev.nextloop.awscore.internal.FunctionStart;
import dev.nextloop.awscore.internal.jvm.ManagedJvm;
import dev.nextloop.awscore.internal.load.FunctionClasses;
import dev.nextloop.awscore.internal.load.HandlerName;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.HandlerProvider;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;

/**
 * Makes handlers of classes that were written for AWS's Java client ({@code RequestHandler}, {@code
 * RequestStreamHandler}, and methods of any name), which need no change. Answers, errors and logs
 * are those of that client.
 *
 * <p>Takes every handler string on a managed Java runtime ({@code AWS_EXECUTION_ENV} starts with
 * {@code AWS_Lambda_java}); elsewhere those that name a class in the function's folder, its {@code
 * lib} or a layer's {@code java/lib}, or on the class path.
 */
public final class AwsHandlerProvider implements HandlerProvider {
  /** For {@link java.util.ServiceLoader}. */
  public AwsHandlerProvider() {}

  @Override
  public Future<EventHandler<Body, Reply>> provide(String handler, Host host, LaneLoop loop) {
    try {
      FunctionSettings settings = FunctionSettings.from(host);
      HandlerName name = HandlerName.parse(handler);
      FunctionClasses classes =
          FunctionClasses.of(name, host, ManagedJvm.commandLine(), settings.isolated());
      if (!isManaged(host) && (!classes.has(name) || classes.isNative(name))) {
        return null;
      }
      FunctionStart start = new FunctionStart(settings, classes, host, handler);
      // The rest of the init, hooks around a snapshot among it, is the function's, too.
      Thread.currentThread().setContextClassLoader(classes);
      loop.execute(start);
      return start.handler();
    } catch (FunctionError refused) {
      return Future.failedFuture(refused);
    }
  }

  private static boolean isManaged(Host host) {
    String environment = host.variable("AWS_EXECUTION_ENV");
    return environment != null && environment.startsWith("AWS_Lambda_java");
  }

  @Override
  public String lookedFor(String handler, Host host) {
    return "a class of AWS's Java interfaces (package.Class or package.Class::method) in "
        + host.property("user.dir")
        + ", its lib/*.jar and "
        + FunctionClasses.LAYERS
        + "/lib/*.jar";
  }
}
