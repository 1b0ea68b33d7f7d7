package dev.nextloop.cli.internal.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How many processes and threads this machine has started since it booted: the line {@code
 * processes} of Linux's {@code /proc/stat} (proc_stat(5), "number of forks since boot"). Other
 * programs count too, so only the least rise over several tries says something about one of them.
 *
 * @param file {@code /proc/stat}
 */
record ProcessCount(Path file) {
  private static final String NAME = "processes ";

  /** The count now; empty where there is no such file. */
  OptionalLong now() {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(NAME))
          .mapToLong(line -> Long.parseLong(line.substring(NAME.length()).trim()))
          .findFirst();
    } catch (IOException absent) {
      return OptionalLong.empty();
    }
  }
}
