package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Finds the program that is started: a managed runtime's own; for an OS-only one, that in the task
 * root, then in the layers.
 */
public final class Bootstrap {
  private static final String NAME = "bootstrap";

  private Bootstrap() {}

  /**
   * Looks on the machine, answers in the runtime's own paths; blocks.
   *
   * @throws RuntimeFault {@code Runtime.InvalidEntrypoint}
   */
  public static Path find(Roots machine, Roots seen) throws IOException {
    if (machine.runtime() != null) {
      return seen.runtime().resolve(NAME);
    }
    if (Files.isRegularFile(machine.task().resolve(NAME))) {
      return executable(machine.task().resolve(NAME), seen.task().resolve(NAME));
    }
    if (Files.isRegularFile(machine.opt().resolve(NAME))) {
      return executable(machine.opt().resolve(NAME), seen.opt().resolve(NAME));
    }
    throw new RuntimeFault(
        "Runtime.InvalidEntrypoint",
        "Couldn't find valid bootstrap(s): "
            + List.of(seen.task().resolve(NAME), seen.opt().resolve(NAME))
            + ". Pack a program of that name, mode 0755, into the function or a layer");
  }

  private static Path executable(Path file, Path seen) throws IOException {
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
    if (!modes.contains(PosixFilePermission.OTHERS_EXECUTE)) {
      throw new RuntimeFault(
          "Runtime.InvalidEntrypoint",
          seen
              + " is not executable: its mode is "
              + PosixFilePermissions.toString(modes)
              + ", make it rwxr-xr-x (0755) before packing");
    }
    return seen;
  }
}
