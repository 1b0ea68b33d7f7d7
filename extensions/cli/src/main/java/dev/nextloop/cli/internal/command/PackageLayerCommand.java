package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.pack.Archive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a layer's zip. */
@Command(name = "layer", description = "Write the zip of a layer; its content will stand in /opt.")
final class PackageLayerCommand implements Callable<Integer> {
  private final Machine machine;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--jre",
      paramLabel = "DIR",
      description = "Put this Java runtime (made with jlink) in the layer's jre.")
  private Path jre;

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description = "With --drop-in: add what a run with NEXTLOOP_ARCHIVE_TO=DIR has left there.")
  private Path archives;

  @Mixin private PackOptions options;

  PackageLayerCommand(Machine machine) {
    this.machine = machine;
  }

  /** One of four. */
  private static final class Source {
    @Option(
        names = "--runtime",
        description = "Nextloop's runtime: its bootstrap and its libraries.")
    private boolean runtime;

    @Option(
        names = "--drop-in",
        description =
            "Nextloop for AWS's managed Java runtimes: used with AWS_LAMBDA_EXEC_WRAPPER=/opt/nextloop-wrapper.")
    private boolean dropIn;

    @Option(
        names = "--extension",
        paramLabel = "PROGRAM",
        description = "An external extension; stands in extensions under its own name.")
    private Path extension;

    @Option(names = "--in", paramLabel = "DIR", description = "This tree, as it is.")
    private Path in;
  }

  @Override
  public Integer call() {
    Archive archive = content();
    if (jre != null) {
      archive = archive.with("jre", PackOptions.directory(machine, "--jre", jre));
    }
    return options.write(machine, archive);
  }

  private Archive content() {
    if (archives != null && !source.dropIn) {
      throw new CommandFailure(Exit.USAGE, "--archive is for --drop-in");
    }
    if (source.runtime) {
      return Archive.EMPTY.with("", new Installation(machine.home()).layer());
    }
    if (source.dropIn) {
      Archive dropIn = Archive.EMPTY.with("", new Installation(machine.home()).dropIn());
      return archives == null
          ? dropIn
          : dropIn.with("nextloop", PackOptions.directory(machine, "--archive", archives));
    }
    if (source.in != null) {
      return Archive.EMPTY.with("", PackOptions.directory(machine, "--in", source.in));
    }
    Path program = machine.directory().resolve(source.extension);
    if (!Files.isRegularFile(program)) {
      throw new CommandFailure(Exit.USAGE, "--extension " + source.extension + " is no file");
    }
    return Archive.EMPTY.with("extensions/" + program.getFileName(), program);
  }
}
