package dev.nextloop.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Collects what a function writes to standard output, up to the platform's limit. */
final class Response {
  /** Longest response, in bytes: the platform's limit for a buffered result. */
  static final int LIMIT = 6_291_556;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private boolean tooLarge;

  /**
   * Reads to the end.
   *
   * @param overLimit called once when more comes than the limit; nothing is read after that
   */
  void readFrom(ReadableByteChannel channel, Runnable overLimit) throws IOException {
    byte[] chunk = new byte[64 * 1024];
    ByteBuffer view = ByteBuffer.wrap(chunk);
    while (!isTooLarge() && channel.read(view.clear()) >= 0) {
      add(chunk, view.position());
    }
    if (isTooLarge()) {
      overLimit.run();
    }
  }

  private synchronized void add(byte[] chunk, int length) {
    tooLarge = bytes.size() + length > LIMIT;
    if (!tooLarge) {
      bytes.write(chunk, 0, length);
    }
  }

  synchronized boolean isTooLarge() {
    return tooLarge;
  }

  /**
   * What has come.
   *
   * @param everyByte false: without the line ends at its end, as the shell's {@code $(...)} does
   */
  synchronized ByteBuffer body(boolean everyByte) {
    byte[] all = bytes.toByteArray();
    int length = all.length;
    while (!everyByte && length > 0 && all[length - 1] == '\n') {
      length--;
    }
    return ByteBuffer.wrap(all, 0, length);
  }
}
