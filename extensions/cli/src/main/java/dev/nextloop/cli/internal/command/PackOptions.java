package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.pack.Archive;
import dev.nextloop.cli.internal.pack.PackReport;
import dev.nextloop.packaging.PackageOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What both package commands take, and what both do with it. */
final class PackOptions {
  @Option(
      names = "--out",
      paramLabel = "ZIP",
      required = true,
      description = "The zip to write; replaced if it exists.")
  private Path out;

  @Option(names = "--json", description = "Print path, checksum and sizes as JSON.")
  private boolean json;

  int write(Machine machine, Archive archive) {
    Path zip = machine.directory().resolve(out);
    Path directory = zip.toAbsolutePath().getParent();
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(Exit.USAGE, "--out " + out + ": there is no directory " + directory);
    }
    PackReport report = new PackReport(archive.write(zip, options(machine)));
    machine.out().println(json ? report.json().toPrettyString() : report.text());
    return Exit.OK.code();
  }

  private static PackageOptions options(Machine machine) {
    try {
      return PackageOptions.LAMBDA.withSourceDateEpoch(machine.variable("SOURCE_DATE_EPOCH"));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(Exit.USAGE, e.getMessage(), e);
    }
  }

  static Path directory(Machine machine, String option, Path given) {
    Path directory = machine.directory().resolve(given);
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(Exit.USAGE, option + " " + given + " is no directory");
    }
    return directory;
  }
}
