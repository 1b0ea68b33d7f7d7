package dev.nextloop.awscore.internal.jvm;

import java.io.IOException;
import java.io.OutputStream;

/** Hands on each write as one, so that one {@code print} becomes one record of the log. */
final class RecordStream extends OutputStream {
  private final OutputStream inner;

  RecordStream(OutputStream inner) {
    this.inner = inner;
  }

  @Override
  public void write(int b) throws IOException {
    inner.write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    inner.write(bytes, offset, length);
  }
}
