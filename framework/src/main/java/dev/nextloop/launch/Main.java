package dev.nextloop.launch;

import dev.nextloop.spi.Host;

/**
 * Starts a stand-alone function: handler from the first argument, else {@code _HANDLER}; Runtime
 * API from {@code AWS_LAMBDA_RUNTIME_API}.
 */
public final class Main {
  private Main() {}

  /**
   * Runs until the platform or a signal ends it.
   *
   * @param arguments the handler, or nothing
   */
  public static void main(String[] arguments) {
    new Launch(Host.system()).run(arguments.length > 0 ? arguments[0] : null);
  }
}
