package dev.nextloop.stream;

import dev.nextloop.spi.ByteSink;
import io.vertx.core.Future;
import java.nio.ByteBuffer;

/** A sink that is given something else before the first byte or the end. */
final class PrefixedSink implements ByteSink {
  private final ByteSink sink;
  private ByteBuffer prefix;

  PrefixedSink(ByteBuffer prefix, ByteSink sink) {
    this.prefix = prefix;
    this.sink = sink;
  }

  private void prefix() {
    if (prefix != null) {
      sink.write(prefix);
      prefix = null;
    }
  }

  @Override
  public boolean write(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      prefix();
    }
    return sink.write(bytes);
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
    prefix();
    sink.end();
  }

  @Override
  public void fail(Throwable cause) {
    prefix = null;
    sink.fail(cause);
  }

  @Override
  public Future<Void> closed() {
    return sink.closed();
  }
}
