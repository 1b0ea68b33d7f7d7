package dev.nextloop.benchmarks;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.ByteSink;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Streams as many bytes as the event says, in decimal: blocks of one letter each, from a to z and
 * again, as {@code src/main/c/stream.h} wants them.
 */
public final class StreamedBytes implements EventHandler<Body, Reply> {
  private static final int BLOCK = 64 * 1024;

  private final byte[][] letters = new byte[26][BLOCK];

  /** For the launcher. */
  public StreamedBytes() {
    for (int i = 0; i < letters.length; i++) {
      Arrays.fill(letters[i], (byte) ('a' + i));
    }
  }

  @Override
  public Future<Reply> handle(Body event, Invocation invocation) {
    ByteBuffer digits = ((Body.Whole) event).bytes();
    long size = Long.parseLong(StandardCharsets.US_ASCII.decode(digits).toString());
    return Future.succeededFuture(
        new Reply.Stream("text/plain", sink -> new Writer(sink, size).run()));
  }

  private final class Writer implements Runnable {
    private final ByteSink sink;
    private final long size;
    private long written;

    Writer(ByteSink sink, long size) {
      this.sink = sink;
      this.size = size;
    }

    @Override
    public void run() {
      while (written < size) {
        byte[] block = letters[(int) (written / BLOCK % letters.length)];
        int length = (int) Math.min(BLOCK, size - written);
        written += length;
        if (sink.write(ByteBuffer.wrap(block, 0, length))) {
          sink.onDrain(this);
          return;
        }
      }
      sink.end();
    }
  }
}
