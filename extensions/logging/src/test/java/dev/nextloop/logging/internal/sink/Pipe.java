package dev.nextloop.logging.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A pipe of the kernel's, which somebody may read, or not. */
final class Pipe implements AutoCloseable {
  private final RandomAccessFile both;
  private final FileOutputStream end;
  private final Path path;

  private Pipe(Path path) throws IOException {
    this.path = path;
    // For reading too, because to open one for writing waits for a reader.
    both = new RandomAccessFile(path.toFile(), "rw");
    end = new FileOutputStream(path.toFile());
  }

  static Pipe in(Path directory) throws Exception {
    Path path = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor())
        .isZero();
    return new Pipe(path);
  }

  FileOutput output() throws IOException {
    return new FileOutput(end.getFD(), path);
  }

  FileInputStream reader() throws IOException {
    return new FileInputStream(both.getFD());
  }

  /** From now on nobody will ever read. */
  void closeReader() throws IOException {
    both.close();
  }

  @Override
  public void close() throws IOException {
    both.close();
    end.close();
  }
}
