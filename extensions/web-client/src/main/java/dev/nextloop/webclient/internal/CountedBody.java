package dev.nextloop.webclient.internal;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;

/**
 * A response's body on its way to its codec: counted, and reset when nobody wants it any more.
 *
 * @param <T> what the codec makes
 */
final class CountedBody<T> implements BodyCodec<T> {
  /** HTTP/2's CANCEL. */
  private static final long CANCEL = 8;

  private final BodyCodec<T> codec;
  private final long most;
  private final Runnable tooLong;
  private volatile long received;
  private volatile boolean stopped;
  private volatile HttpClientRequest request;

  /**
   * A body that is not read yet.
   *
   * @param most bytes
   * @param tooLong called when there are more
   */
  CountedBody(BodyCodec<T> codec, long most, Runnable tooLong) {
    this.codec = codec;
    this.most = most;
    this.tooLong = tooLong;
  }

  long received() {
    return received;
  }

  /** This request brings the body, until a redirect has another one do. */
  void sentBy(HttpClientRequest sent) {
    request = sent;
    if (stopped) {
      sent.reset(CANCEL);
    }
  }

  /** Closes an HTTP/1 connection, and a stream of HTTP/2. */
  void stop() {
    stopped = true;
    HttpClientRequest sent = request;
    if (sent != null) {
      sent.reset(CANCEL);
    }
  }

  @Override
  public BodyStream<T> stream() throws Exception {
    return new Counted(codec.stream());
  }

  private final class Counted implements BodyStream<T> {
    private final BodyStream<T> next;

    Counted(BodyStream<T> next) {
      this.next = next;
    }

    @Override
    public Future<Void> write(Buffer part) {
      long sum = received + part.length();
      received = sum;
      if (sum > most && !stopped) {
        tooLong.run();
      }
      return stopped ? Future.succeededFuture() : next.write(part);
    }

    @Override
    public boolean writeQueueFull() {
      return next.writeQueueFull();
    }

    @Override
    public Future<Void> end() {
      return next.end();
    }

    @Override
    public Future<T> result() {
      return next.result();
    }

    @Override
    public void handle(Throwable failure) {
      next.handle(failure);
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
      next.exceptionHandler(handler);
      return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
      next.setWriteQueueMaxSize(size);
      return this;
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
      next.drainHandler(handler);
      return this;
    }
  }
}
