package dev.nextloop.emulator.internal.run;

/** Makes a runner for a function. The REST side knows the execution side by this alone. */
@FunctionalInterface
public interface Launcher {

  /**
   * A runner that has started nothing yet.
   *
   * @param spec the function as it is now
   */
  FunctionRunner launch(FunctionSpec spec);
}
