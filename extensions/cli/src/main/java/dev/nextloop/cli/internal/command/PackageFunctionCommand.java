package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.pack.Archive;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a function's zip. */
@Command(
    name = "function",
    description = "Write the zip of a function; its content will stand in the task root.")
final class PackageFunctionCommand implements Callable<Integer> {
  private final Machine machine;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      required = true,
      description = "The task root: classes, lib/*.jar, function.sh, whatever the function needs.")
  private Path in;

  @Option(
      names = "--with-bootstrap",
      description = "Add Nextloop's bootstrap and libraries, so that no layer is needed.")
  private boolean withBootstrap;

  @Mixin private PackOptions options;

  PackageFunctionCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    Archive archive = Archive.EMPTY.with("", PackOptions.directory(machine, "--in", in));
    if (withBootstrap) {
      archive = archive.with("", new Installation(machine.home()).layer());
    }
    return options.write(machine, archive);
  }
}
