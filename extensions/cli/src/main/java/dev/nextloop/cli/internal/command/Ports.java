package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.emulator.EmulatorOptions;

/** Checks a port before the emulator is started on it. */
final class Ports {
  private Ports() {}

  static EmulatorOptions listen(int port) {
    if (port < 0 || port > 65_535) {
      throw new CommandFailure(
          Exit.USAGE, "--port must be 0 to 65535, but is " + port + "; 0 lets the system choose");
    }
    return new EmulatorOptions().port(port);
  }
}
