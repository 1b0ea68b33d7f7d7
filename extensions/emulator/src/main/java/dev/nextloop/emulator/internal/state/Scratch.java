package dev.nextloop.emulator.internal.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * An emulator's directory for what runs. It lies in the system's temporary directory, because the
 * users that functions run as can't reach a private state directory. Its place is noted in the
 * state directory, so that the next emulator there deletes what a killed one left.
 */
final class Scratch implements AutoCloseable {
  private static final String PREFIX = "nextloop-run-";

  private final Path directory;
  private final Path note;
  private final AtomicFiles files;

  private Scratch(Path directory, Path note, AtomicFiles files) {
    this.directory = directory;
    this.note = note;
    this.files = files;
  }

  static Scratch open(Path root, AtomicFiles files) throws IOException {
    Path note = root.resolve("scratch");
    Path directory = Files.createTempDirectory(PREFIX);
    if (Files.exists(note)) {
      Path left = Path.of(Files.readString(note));
      // A damaged note must not make this delete anything else.
      if (directory.getParent().equals(left.getParent())
          && left.getFileName().toString().startsWith(PREFIX)) {
        delete(left);
      }
    }
    files.write(note, directory.toString().getBytes(StandardCharsets.UTF_8));
    return new Scratch(directory, note, files);
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    delete(directory);
    files.delete(note);
  }

  /** Deletes a file or directory with all that is in it; links are not followed. */
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> content = Files.walk(tree)) {
      content
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
