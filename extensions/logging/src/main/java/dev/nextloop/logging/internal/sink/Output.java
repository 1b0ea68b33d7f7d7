package dev.nextloop.logging.internal.sink;

import java.io.IOException;

/** A descriptor that records are written to. */
public interface Output {

  /** Whether a write of so many bytes is sure to return at once. */
  boolean takes(int bytes);

  /**
   * Writes all of it, in one system call where the kernel takes it so.
   *
   * @throws IOException when nobody reads any more
   */
  void write(byte[] bytes, int from, int length) throws IOException;
}
