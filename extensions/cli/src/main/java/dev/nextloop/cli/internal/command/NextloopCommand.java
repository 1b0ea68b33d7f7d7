package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Machine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a verb: says which there are. */
@Command(
    name = "nextloop",
    description = "AWS Lambda functions on a local Lambda, with Nextloop as their runtime.",
    footer = {"", "New here? Type: ./nextloop demo"})
final class NextloopCommand implements Callable<Integer> {
  private final Machine machine;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli asks the option, not the field
  private boolean help;

  NextloopCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(machine.err());
    return Exit.USAGE.code();
  }
}
