package dev.nextloop.logging.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
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

  /** So many bytes of what was written, as text. */
  String read(int bytes) throws IOException {
    byte[] read = new byte[bytes];
    new DataInputStream(reader()).readFully(read);
    return new String(read, StandardCharsets.UTF_8);
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
