package dev.nextloop.logging.internal.sink;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An open descriptor, and what Linux tells of it. A pipe tells at its writing end, too, how many
 * bytes wait in it ({@code FIONREAD}; pipe_ioctl does not ask which end it is). What fits into a
 * page together with those never waits for the reader: a pipe has room for two pages or more, and
 * partly read pages are filled up. (A pipe of a single page, which only older kernels make, and for
 * users with thousands of pipes, may wait for a reader that has read half of it.)
 *
 * <p>Streams, not channels: an interrupt closes a channel.
 */
public final class FileOutput implements Output {
  private static final int PAGE = 4_096;
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FIFO = 0010000;

  enum Kind {
    /** A regular file or /dev/null: never waits for anybody. */
    FILE,
    PIPE,
    /** A terminal, a socket, or a system that does not tell. */
    OTHER
  }

  private final Kind kind;
  private final FileInputStream pending;
  private final FileOutputStream stream;

  /**
   * Writes to a descriptor.
   *
   * @param name where the system shows it, for instance {@code /proc/self/fd/1}
   */
  public FileOutput(FileDescriptor descriptor, Path name) {
    this.stream = new FileOutputStream(descriptor);
    this.kind = kind(name);
    this.pending = kind == Kind.PIPE ? new FileInputStream(descriptor) : null;
  }

  static Kind kind(Path name) {
    try {
      int type = (Integer) Files.getAttribute(name, "unix:mode") & TYPE;
      if (type == FIFO) {
        return Kind.PIPE;
      }
      boolean nowhere =
          Files.isSymbolicLink(name) && Files.readSymbolicLink(name).endsWith("/dev/null");
      return type == REGULAR || nowhere ? Kind.FILE : Kind.OTHER;
    } catch (IOException | RuntimeException notLinux) {
      return Kind.OTHER;
    }
  }

  @Override
  public boolean takes(int bytes) {
    if (kind != Kind.PIPE) {
      return kind == Kind.FILE;
    }
    try {
      return bytes <= PAGE && pending.available() + bytes <= PAGE;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    stream.write(bytes, from, length);
  }
}
