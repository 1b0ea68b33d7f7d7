package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.emulator.EmulatorOptions;
import dev.nextloop.emulator.ManagedJava;
import java.util.Map;
import java.util.TreeMap;

/** The options of an emulator as the commands start it: its port, its log, the managed runtimes. */
final class Emulators {
  /** By these the stand-in for the managed runtimes finds JDKs. */
  private static final String[] JDK_VARIABLES = {
    "NEXTLOOP_JAVA_17", "NEXTLOOP_JAVA_21", "NEXTLOOP_JAVA_25", "JAVA_HOME", "PATH"
  };

  private Emulators() {}

  static EmulatorOptions options(Machine machine, int port) {
    if (port < 0 || port > 65_535) {
      throw new CommandFailure(
          Exit.USAGE, "--port must be 0 to 65535, but is " + port + "; 0 lets the system choose");
    }
    return new EmulatorOptions()
        .port(port)
        .log(machine.err()::println)
        .managedJava(managedJava(machine));
  }

  private static ManagedJava managedJava(Machine machine) {
    Map<String, String> variables = new TreeMap<>();
    for (String name : JDK_VARIABLES) {
      String value = machine.variable(name);
      if (value != null) {
        variables.put(name, value);
      }
    }
    return new ManagedJava(new Installation(machine.home()).managedRuntime(), variables);
  }
}
