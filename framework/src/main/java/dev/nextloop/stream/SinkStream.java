package dev.nextloop.stream;

import dev.nextloop.internal.vertx.BufferBytes;
import dev.nextloop.internal.vertx.Home;
import dev.nextloop.spi.ByteSink;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** A sink as one of Vert.x's streams. */
final class SinkStream implements WriteStream<Buffer> {
  private final ByteSink sink;
  private volatile boolean ended;
  private volatile Runnable drained;
  private volatile Handler<Throwable> failed;

  SinkStream(ByteSink sink) {
    this.sink = sink;
    sink.closed().onFailure(this::failed);
  }

  private void failed(Throwable cause) {
    Handler<Throwable> handler = failed;
    if (handler != null) {
      handler.handle(cause);
    }
  }

  @Override
  public Future<Void> write(Buffer data) {
    if (ended) {
      return Future.failedFuture(
          new IllegalStateException("the stream has ended: nothing can be written any more"));
    }
    if (sink.write(BufferBytes.of(data))) {
      sink.onDrain(this::drained);
    }
    return sink.closed().failed()
        ? Future.failedFuture(sink.closed().cause())
        : Future.succeededFuture();
  }

  private void drained() {
    Runnable handler = drained;
    if (handler != null) {
      handler.run();
    }
  }

  /** Completes when the Runtime API has accepted the reply. */
  @Override
  public Future<Void> end() {
    ended = true;
    sink.end();
    return sink.closed();
  }

  @Override
  public boolean writeQueueFull() {
    return sink.isFull();
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
    sink.limit(maxSize);
    return this;
  }

  @Override
  public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
    drained = handler == null ? null : Home.here(() -> handler.handle(null));
    if (handler != null && sink.isFull()) {
      // It may have been drained between the caller's look and now.
      sink.onDrain(this::drained);
    }
    return this;
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    failed = handler;
    return this;
  }
}
