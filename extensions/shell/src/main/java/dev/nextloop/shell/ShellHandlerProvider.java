package dev.nextloop.shell;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import dev.nextloop.shell.internal.ShellFunction;
import dev.nextloop.shell.internal.ShellHandler;
import dev.nextloop.shell.internal.ShellSettings;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.HandlerProvider;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;

/**
 * Makes handlers of shell functions: {@code function.handler} is the function {@code handler} in
 * {@code $LAMBDA_TASK_ROOT/function.sh}. Answers for every handler string of that form, so it is to
 * be asked after those that know classes.
 *
 * <p>Init errors: {@code Runtime.NoSuchHandlerFile}, {@code Runtime.HandlerNotFound}, {@code
 * Runtime.ScriptError} with the shell's message (file and line), {@code Runtime.InvalidSetting}.
 */
public final class ShellHandlerProvider implements HandlerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ShellHandlerProvider() {}

  @Override
  public Future<EventHandler<Body, Reply>> provide(String handler, Host host, LaneLoop loop) {
    if (!ShellFunction.isNamedBy(handler)) {
      return null;
    }
    try {
      ShellSettings settings = ShellSettings.from(host);
      return ShellHandler.start(ShellFunction.find(handler, host), settings, host)
          .map(started -> started);
    } catch (FunctionError refused) {
      return Future.failedFuture(refused);
    }
  }

  @Override
  public String lookedFor(String handler, Host host) {
    return ShellFunction.isNamedBy(handler)
        ? "a shell function in " + ShellFunction.scriptOf(handler) + " under $LAMBDA_TASK_ROOT"
        : "a shell function (not of the form path/name.function)";
  }
}
