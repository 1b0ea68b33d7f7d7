package dev.nextloop.emulator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A Python environment with the packages of {@code src/test/python/requirements.txt}, made once
 * under {@code target/} and used again. Tests are skipped, with the reason, where it can't be made:
 * without {@code python3}, its {@code venv} module or a way to PyPI.
 */
final class Python {
  private static final Path SOURCES = Path.of("src/test/python").toAbsolutePath();
  private static final Path ENVIRONMENT = Path.of("target/python").toAbsolutePath();

  private Python() {}

  /** The interpreter; the calling test is skipped when there is none. */
  static Path interpreter() {
    String missing = missing();
    Assumptions.assumeTrue(
        missing == null, () -> "skipped: needs python3 with venv and boto3 from PyPI: " + missing);
    return ENVIRONMENT.resolve("venv/bin/python");
  }

  static Path script(String name) {
    return SOURCES.resolve(name);
  }

  /** Test JVMs and threads may come here together; the first one makes the environment. */
  private static synchronized String missing() {
    try {
      Files.createDirectories(ENVIRONMENT);
      try (FileChannel channel =
              FileChannel.open(
                  ENVIRONMENT.resolve("lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        String wanted = Files.readString(SOURCES.resolve("requirements.txt"));
        Path done = ENVIRONMENT.resolve("installed.txt");
        if (lock.isValid() && Files.exists(done) && Files.readString(done).equals(wanted)) {
          return null;
        }
        run("python3", "-m", "venv", "--clear", ENVIRONMENT.resolve("venv").toString());
        run(
            ENVIRONMENT.resolve("venv/bin/python").toString(),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            "--requirement",
            SOURCES.resolve("requirements.txt").toString());
        Files.writeString(done, wanted);
        return null;
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void run(String... command) throws IOException {
    Finished finished = Finished.of(List.of(command), 300);
    if (finished.exit() != 0) {
      throw new IOException(String.join(" ", command) + ": " + finished.output());
    }
  }
}
