package dev.nextloop.launch;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import dev.nextloop.stream.OutputStreamSource;
import dev.nextloop.stream.WriteStreamSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.ByteBuffer;

/** Functions that stream much more than the memory of their process holds. */
public final class StreamHandlers {
  static final long SIZE = 200_000_000;
  private static final int PIECE = 50_000;

  private StreamHandlers() {}

  private static Future<Reply> reply(ByteSource source) {
    return Future.succeededFuture(new Reply.Stream("application/octet-stream", source));
  }

  /** Writes to the sink itself. */
  public static final class ToSink implements EventHandler<Body, Reply> {
    @Override
    public Future<Reply> handle(Body event, Invocation invocation) {
      return reply(sink -> new Pump(sink).run());
    }
  }

  private static final class Pump implements Runnable {
    private final ByteSink sink;
    private long left = SIZE;

    Pump(ByteSink sink) {
      this.sink = sink;
    }

    @Override
    public void run() {
      while (left > 0) {
        left -= PIECE;
        if (sink.write(ByteBuffer.allocate(PIECE))) {
          sink.onDrain(this);
          return;
        }
      }
      sink.end();
    }
  }

  /** Writes to one of Vert.x's streams. */
  public static final class ToWriteStream implements EventHandler<Body, Reply> {
    @Override
    public Future<Reply> handle(Body event, Invocation invocation) {
      return reply(
          new WriteStreamSource(
              out -> {
                Promise<Void> done = Promise.promise();
                write(out, SIZE, done);
                return done.future();
              }));
    }

    private static void write(WriteStream<Buffer> out, long size, Promise<Void> done) {
      long left = size;
      while (left > 0 && !out.writeQueueFull()) {
        out.write(Buffer.buffer(new byte[PIECE]));
        left -= PIECE;
      }
      if (left == 0) {
        out.end().onComplete(done);
      } else {
        long rest = left;
        out.drainHandler(drained -> write(out, rest, done));
      }
    }
  }

  /** Writes to a plain stream. */
  public static final class ToOutputStream implements EventHandler<Body, Reply> {
    @Override
    public Future<Reply> handle(Body event, Invocation invocation) {
      return reply(
          new OutputStreamSource(
              invocation,
              out -> {
                byte[] piece = new byte[PIECE];
                for (long left = SIZE; left > 0; left -= PIECE) {
                  out.write(piece);
                }
              }));
    }
  }
}
