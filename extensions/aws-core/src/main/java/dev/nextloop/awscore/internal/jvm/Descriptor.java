package dev.nextloop.awscore.internal.jvm;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;

/** A file descriptor that the process was started with. */
public final class Descriptor {
  private Descriptor() {}

  /**
   * Opens it for writing.
   *
   * @param number as text
   * @return null when that is no descriptor of ours
   */
  public static OutputStream open(String number) {
    try {
      return open(Integer.parseInt(number));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static OutputStream open(int number) {
    try {
      // As AWS's client does; the managed runtimes open java.io to it.
      Constructor<FileDescriptor> made = FileDescriptor.class.getDeclaredConstructor(int.class);
      made.setAccessible(true);
      return new FileOutputStream(made.newInstance(number));
    } catch (ReflectiveOperationException | RuntimeException closed) {
      return again(number);
    }
  }

  /** Without java.io being open: the same pipe or file, opened once more behind its end. */
  private static OutputStream again(int number) {
    try {
      return new FileOutputStream("/proc/self/fd/" + number, true);
    } catch (IOException e) {
      return null;
    }
  }
}
