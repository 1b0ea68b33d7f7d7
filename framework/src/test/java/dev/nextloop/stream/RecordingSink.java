package dev.nextloop.stream;

import dev.nextloop.spi.ByteSink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A sink that keeps what it is given, and is as full as a test wants. */
final class RecordingSink implements ByteSink {
  final Promise<Void> closed = Promise.promise();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  volatile boolean full;
  volatile Runnable drained;
  volatile Throwable failure;
  volatile boolean ended;
  int highWater;

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** There is room again. */
  void drain() {
    full = false;
    goOn();
  }

  /** There is room for one piece. */
  void goOn() {
    Runnable task = drained;
    drained = null;
    task.run();
  }

  @Override
  public boolean write(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    written.writeBytes(copy);
    return full;
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public void onDrain(Runnable task) {
    drained = task;
  }

  @Override
  public void limit(int bytes) {
    highWater = bytes;
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public void fail(Throwable cause) {
    if (!ended) {
      failure = cause;
      ended = true;
    }
  }

  @Override
  public Future<Void> closed() {
    return closed.future();
  }
}
