package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.DirectorySandbox;
import dev.nextloop.emulator.internal.process.Isolation;
import dev.nextloop.emulator.internal.process.Sandbox;
import dev.nextloop.emulator.internal.process.Sandboxes;
import dev.nextloop.emulator.internal.process.StartGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.Consumer;

/**
 * What the machine permits execution environments.
 *
 * @param sandbox how they are kept apart
 * @param ownUsers each runs as a user of its own, else as the emulator's
 */
record Ground(Sandbox sandbox, boolean ownUsers) {
  private static final int ROOT = 0;

  /** Makes the scratch directory and finds out; blocks. */
  static Ground explore(RunOptions options, StartGate gate, Consumer<String> log)
      throws IOException {
    Path scratch = Files.createDirectories(options.scratch());
    boolean root = Files.getAttribute(scratch, "unix:uid").equals(ROOT);
    Sandbox sandbox =
        options.namespaces()
            ? Sandboxes.choose(gate, root, scratch, log)
            : new DirectorySandbox(gate);
    log.accept("Execution environments have " + sandbox.isolation().text());
    if (!root || !options.ownUsers()) {
      return new Ground(sandbox, false);
    }
    if (sandbox.isolation() == Isolation.DIRECTORIES) {
      checkWayTo(scratch);
    }
    Trees.setMode(scratch, "rwx--x--x"); // other users pass through to what is theirs
    return new Ground(sandbox, true);
  }

  private static void checkWayTo(Path scratch) throws IOException {
    for (Path up = scratch.toRealPath().getParent(); up != null; up = up.getParent()) {
      if (!Files.getPosixFilePermissions(up).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        throw new IOException(
            "The users that functions run as can't reach the scratch directory "
                + scratch
                + ": "
                + up
                + " is closed to others. Choose a scratch directory elsewhere");
      }
    }
  }
}
