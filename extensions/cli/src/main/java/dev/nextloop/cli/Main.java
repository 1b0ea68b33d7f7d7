package dev.nextloop.cli;

import dev.nextloop.cli.internal.SystemMachine;
import dev.nextloop.cli.internal.command.CommandTree;

/** Entry point of the {@code nextloop} command. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    SystemMachine machine = new SystemMachine();
    machine.exit(CommandTree.run(machine, arguments));
  }
}
