package dev.nextloop.stream;

import dev.nextloop.spi.ByteSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;

/** A sink as a stream whose writer waits. Used by one thread. */
final class SinkOutputStream extends OutputStream {
  private static final int PIECE = 64 << 10;

  private final ByteSink sink;
  private final Semaphore turn = new Semaphore(0);
  private byte[] piece;
  private int count;
  private boolean closed;

  SinkOutputStream(ByteSink sink) {
    this.sink = sink;
    sink.closed().onComplete(over -> turn.release());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    int from = offset;
    int left = length;
    while (left > 0) {
      if (piece == null) {
        piece = new byte[PIECE];
      }
      int taken = Math.min(left, PIECE - count);
      System.arraycopy(bytes, from, piece, count, taken);
      count += taken;
      from += taken;
      left -= taken;
      if (count == PIECE) {
        flush();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    if (count == 0) {
      return;
    }
    ByteBuffer full = ByteBuffer.wrap(piece, 0, count);
    piece = null;
    count = 0;
    if (sink.write(full)) {
      awaitRoom();
    }
  }

  private void awaitRoom() throws IOException {
    sink.onDrain(turn::release);
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the stream was full");
    }
    if (sink.closed().isComplete()) {
      turn.release();
      throw new IOException("the stream was cut off", sink.closed().cause());
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      flush();
      closed = true;
      sink.end();
    }
  }
}
