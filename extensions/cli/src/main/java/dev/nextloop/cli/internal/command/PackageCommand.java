package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Machine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the two things that can be packed. */
@Command(
    name = "package",
    description = "Write a layer or function zip, byte for byte the same from the same input.")
final class PackageCommand implements Callable<Integer> {
  private final Machine machine;

  @Spec private CommandSpec spec;

  PackageCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(machine.err());
    return Exit.USAGE.code();
  }
}
