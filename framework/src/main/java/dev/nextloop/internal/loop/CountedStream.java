package dev.nextloop.internal.loop;

import dev.nextloop.Stage;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import io.vertx.core.Future;
import java.nio.ByteBuffer;

/** A streamed answer whose bytes are counted, for observers. */
final class CountedStream implements ByteSource, ByteSink {
  private final LambdaInvocation invocation;
  private final ByteSource source;
  private ByteSink sink;
  // Written by whoever writes the stream, one thread at a time.
  private volatile long bytes;

  CountedStream(LambdaInvocation invocation, ByteSource source) {
    this.invocation = invocation;
    this.source = source;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void start(ByteSink to) throws Exception {
    sink = to;
    source.start(this);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // a sink is called by one thread at a time
  public boolean write(ByteBuffer written) {
    if (bytes == 0 && written.hasRemaining()) {
      invocation.reached(Stage.FIRST_BYTE);
    }
    bytes += written.remaining();
    return sink.write(written);
  }

  @Override
  public boolean isFull() {
    return sink.isFull();
  }

  @Override
  public void onDrain(Runnable task) {
    sink.onDrain(task);
  }

  @Override
  public void limit(int highWater) {
    sink.limit(highWater);
  }

  @Override
  public void end() {
    sink.end();
  }

  @Override
  public void fail(Throwable cause) {
    sink.fail(cause);
  }

  @Override
  public Future<Void> closed() {
    return sink.closed();
  }
}
