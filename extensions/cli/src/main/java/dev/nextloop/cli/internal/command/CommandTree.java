package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.text.Style;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** All commands, put together for one machine. */
public final class CommandTree {
  private CommandTree() {}

  /**
   * Runs one command line.
   *
   * @return the exit code, see {@link Exit}
   */
  public static int run(Machine machine, String... arguments) {
    Ansi ansi = Style.of(machine).colours() ? Ansi.ON : Ansi.OFF;
    CommandLine tree =
        new CommandLine(new NextloopCommand(machine))
            .addSubcommand(new DemoCommand(machine))
            .addSubcommand(new ServeCommand(machine))
            .addSubcommand(new RunCommand(machine))
            .addSubcommand(new InvokeCommand(machine))
            .addSubcommand(new DoctorCommand(machine))
            .addSubcommand(
                new CommandLine(new PackageCommand(machine))
                    .addSubcommand(new PackageLayerCommand(machine))
                    .addSubcommand(new PackageFunctionCommand(machine)));
    documentExits(tree);
    return tree.setOut(machine.out())
        .setErr(machine.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setExecutionExceptionHandler((failure, command, parsed) -> fail(machine, failure))
        .execute(arguments);
  }

  private static void documentExits(CommandLine command) {
    command.setUsageHelpAutoWidth(true);
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    if (usage.exitCodeList().isEmpty()) {
      usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(Exit.table());
    }
    command.getSubcommands().values().forEach(CommandTree::documentExits);
  }

  private static int fail(Machine machine, Exception failure) throws Exception {
    if (failure instanceof CommandFailure expected) {
      machine.err().println("nextloop: " + expected.getMessage());
      return expected.exit().code();
    }
    throw failure;
  }
}
