package dev.nextloop.awscore.internal.call;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An event as a stream, right over the memory that it came in. That memory takes the next event
 * when this one is answered, so the stream ends with its invocation. Like the stream that AWS's
 * client gives, it can be reset, says what is available, and takes no notice of {@code close}.
 */
public final class EventStream extends InputStream {
  private volatile ByteBuffer bytes;

  /** A stream over what is between position and limit. */
  public EventStream(ByteBuffer event) {
    this.bytes = event.slice();
    this.bytes.mark();
  }

  /** The invocation is over: whoever still reads, gets an exception instead of other bytes. */
  public void end() {
    bytes = null;
  }

  private ByteBuffer bytes() throws IOException {
    ByteBuffer current = bytes;
    if (current == null) {
      throw new IOException(
          "the event is gone: its invocation has been answered; read it before the handler returns");
    }
    return current;
  }

  @Override
  public int read() throws IOException {
    ByteBuffer from = bytes();
    return from.hasRemaining() ? from.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    ByteBuffer from = bytes();
    if (!from.hasRemaining()) {
      return -1;
    }
    int taken = Math.min(length, from.remaining());
    from.get(to, offset, taken);
    return taken;
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    byte[] all = new byte[bytes().remaining()];
    bytes().get(all);
    return all;
  }

  @Override
  public long skip(long count) throws IOException {
    ByteBuffer from = bytes();
    int skipped = (int) Math.max(0, Math.min(count, from.remaining()));
    from.position(from.position() + skipped);
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return bytes().remaining();
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int limit) {
    ByteBuffer current = bytes;
    if (current != null) {
      current.mark();
    }
  }

  @Override
  public void reset() throws IOException {
    bytes().reset();
  }
}
