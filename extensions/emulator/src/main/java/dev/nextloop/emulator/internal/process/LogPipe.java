package dev.nextloop.emulator.internal.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The pipe that a runtime's standard output and standard error go to. A named pipe, because its
 * reader can ask how much is there without a lock: so the lines that a function wrote before its
 * answer are in the log before the END line, and no thread waits. When nobody drains it, the
 * function waits in its write.
 */
public final class LogPipe implements AutoCloseable {
  private static final int CAPACITY = 64 << 10;

  private final Path path;
  private final RandomAccessFile file;
  private final FileInputStream input;
  private final LineSplitter splitter;
  private final byte[] bytes = new byte[CAPACITY];

  private LogPipe(Path path, RandomAccessFile file, Consumer<String> lines) throws IOException {
    this.path = path;
    this.file = file;
    this.input = new FileInputStream(file.getFD());
    this.splitter = new LineSplitter(lines);
  }

  /**
   * Makes the pipe; blocks.
   *
   * @param gate of the emulator
   * @param path where it will lie
   * @param lines takes each line, on the thread that drains
   */
  public static LogPipe create(StartGate gate, Path path, Consumer<String> lines)
      throws IOException {
    Program.run(gate, "mkfifo", "-m", "0600", path.toString());
    // Open for both directions: never blocks, and never ends while no process has it open.
    return new LogPipe(path, new RandomAccessFile(path.toFile(), "rw"), lines);
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /**
   * Reads what is there, at most one pipe full; doesn't block.
   *
   * @return how many bytes there were
   */
  public int drain() throws IOException {
    int there = input.available();
    if (there == 0) {
      return 0;
    }
    int read = input.read(bytes, 0, Math.min(there, CAPACITY));
    splitter.take(bytes, read);
    return read;
  }

  /** Ends a line that a process left unfinished. */
  public void endLine() {
    splitter.flush();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
