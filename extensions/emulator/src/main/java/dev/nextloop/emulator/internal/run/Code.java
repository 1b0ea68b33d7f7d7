package dev.nextloop.emulator.internal.run;

import java.nio.file.Path;
import java.util.List;

/** What an execution environment starts. */
public sealed interface Code {

  /** A function's zip, unpacked to a task root of its own for each environment. */
  record Zip(Path file) implements Code {}

  /** A directory that is the task root as it stands; never written to. */
  record Directory(Path root) implements Code {}

  /**
   * One bootstrap command, as the Runtime Interface Emulator takes it.
   *
   * @param command program and arguments, at least one
   * @param workingDirectory where it starts
   */
  record Command(List<String> command, Path workingDirectory) implements Code {
    /** Copies the list. */
    public Command {
      command = List.copyOf(command);
    }
  }
}
