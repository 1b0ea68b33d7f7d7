package dev.nextloop.tracing.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes that are too many for a document fail, and take no memory. */
final class LimitedBytes extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
  private final int limit;

  LimitedBytes(int limit) {
    this.limit = limit;
  }

  /** There were more than the limit. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(int limit) {
      super("more than " + limit + " bytes");
    }
  }

  @Override
  public void write(int b) throws IOException {
    require(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    require(length);
    bytes.write(from, offset, length);
  }

  private void require(int more) throws IOException {
    if (more > limit - bytes.size()) {
      throw new TooLong(limit);
    }
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
