package dev.nextloop.logging.internal.sink;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Constructor;
import java.nio.file.Path;

/** A descriptor that the process was started with. */
final class Descriptor {
  private Descriptor() {}

  /**
   * Opens it for writing.
   *
   * @param number as text
   * @return null when that is no descriptor of ours
   */
  static FileOutput open(String number) {
    int n;
    try {
      n = Integer.parseInt(number.trim());
    } catch (NumberFormatException e) {
      return null;
    }
    Path name = Path.of("/proc/self/fd/" + n);
    FileDescriptor descriptor = n == 1 ? FileDescriptor.out : itself(n, name);
    return descriptor == null ? null : new FileOutput(descriptor, name);
  }

  private static FileDescriptor itself(int number, Path name) {
    if (number < 0) {
      return null;
    }
    try {
      // AWS's own client does so too, and its managed runtimes open java.io for it. The kernel may
      // refuse the other way, where somebody else made the pipe.
      Constructor<FileDescriptor> made = FileDescriptor.class.getDeclaredConstructor(int.class);
      made.setAccessible(true);
      FileDescriptor descriptor = made.newInstance(number);
      return name.toFile().exists() ? descriptor : null;
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return again(name);
    }
  }

  /** The same pipe or file, opened once more; a file behind its end. */
  private static FileDescriptor again(Path name) {
    // To open a pipe for writing waits until somebody reads it, which may be never; so for that
    // moment it is open for reading here.
    try (RandomAccessFile both = new RandomAccessFile(name.toFile(), "rw")) {
      return new FileOutputStream(name.toFile(), true).getFD();
    } catch (IOException notReadable) {
      return null;
    }
  }
}
