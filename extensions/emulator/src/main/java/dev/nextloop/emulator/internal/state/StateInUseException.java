package dev.nextloop.emulator.internal.state;

import java.io.IOException;
import java.nio.file.Path;

/** Another emulator holds the state directory. */
public final class StateInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  StateInUseException(Path directory, String pid) {
    super(
        "state directory %s is in use by process %s; stop that emulator or give another directory"
            .formatted(directory, pid));
  }
}
