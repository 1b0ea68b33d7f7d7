package dev.nextloop.internal.pipeline;

import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a source has written and its connection has not taken yet: the one place where the source's
 * thread and the loop meet. What is written is looked at in a later turn of the loop, so that many
 * small pieces leave together.
 */
final class StreamSink implements ByteSink, Runnable {
  private final LaneLoop loop;
  private final StreamedAnswer answer;
  private final Queue<ByteBuffer> pieces = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final AtomicReference<Runnable> drained = new AtomicReference<>();
  private final Promise<Void> closed = Promise.promise();
  private volatile int highWater = HIGH_WATER;
  private volatile Throwable failure;
  private volatile boolean over;
  private volatile boolean isClosed;

  StreamSink(LaneLoop loop, StreamedAnswer answer) {
    this.loop = loop;
    this.answer = answer;
  }

  @Override
  public boolean write(ByteBuffer bytes) {
    if (over) {
      throw new IllegalStateException("the stream has ended: nothing can be written any more");
    }
    if (!isClosed && bytes.hasRemaining()) {
      waiting.addAndGet(bytes.remaining());
      pieces.add(bytes.duplicate());
      schedule();
    }
    return isFull();
  }

  @Override
  public boolean isFull() {
    return isClosed || waiting.get() > highWater;
  }

  @Override
  public void onDrain(Runnable task) {
    drained.set(task);
    schedule();
  }

  @Override
  public void limit(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("highWater is " + bytes + "; give 1 or more");
    }
    highWater = bytes;
  }

  @Override
  public void end() {
    over = true;
    schedule();
  }

  @Override
  public void fail(Throwable cause) {
    if (!over) {
      failure = cause;
      end();
    }
  }

  @Override
  public Future<Void> closed() {
    return closed.future();
  }

  /** Has the loop look at what there is, once for all that is written until then. */
  void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      loop.execute(this);
    }
  }

  @Override
  public void run() {
    scheduled.set(false);
    answer.flush(this);
    wake();
  }

  private void wake() {
    if (!isClosed && drained.get() != null && waiting.get() <= highWater / 2) {
      try {
        drained.getAndSet(null).run();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }
  }

  /** Whether no more is written; asked before {@link #poll}, so that nothing is missed. */
  boolean isOver() {
    return over;
  }

  /** Why the source gave up, or null. */
  Throwable failure() {
    return failure;
  }

  boolean hasPieces() {
    return !pieces.isEmpty();
  }

  /** The next piece, or null. */
  ByteBuffer poll() {
    return pieces.poll();
  }

  /** The connection has taken this much. */
  void taken(long bytes) {
    waiting.addAndGet(-bytes);
    wake();
  }

  /** The connection has taken all. */
  void sent() {
    answer.sent();
  }

  /** Nothing more is sent; null says that all was. */
  void close(Throwable cause) {
    isClosed = true;
    pieces.clear();
    if (cause == null) {
      closed.tryComplete();
    } else {
      closed.tryFail(cause);
    }
  }
}
