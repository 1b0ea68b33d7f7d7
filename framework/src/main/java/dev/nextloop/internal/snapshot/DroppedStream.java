package dev.nextloop.internal.snapshot;

import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;

/** Takes a streamed answer to its end and keeps nothing of it. */
final class DroppedStream implements ByteSink {
  private final LaneLoop loop;
  private final Promise<Void> closed = Promise.promise();
  private volatile boolean over;

  DroppedStream(LaneLoop loop) {
    this.loop = loop;
  }

  void begin(ByteSource source) {
    try {
      source.start(this);
    } catch (Throwable e) { // NOPMD: whatever the source throws, its event has failed
      fail(e);
    }
  }

  /** Completes on the loop, as the source has ended. */
  Future<Void> over() {
    return closed.future();
  }

  @Override
  public boolean write(ByteBuffer bytes) {
    if (over) {
      throw new IllegalStateException("the stream has ended: nothing can be written any more");
    }
    return false;
  }

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public void onDrain(Runnable task) {
    loop.execute(task);
  }

  @Override
  public void limit(int highWater) {
    if (highWater < 1) {
      throw new IllegalArgumentException("highWater is " + highWater + "; give 1 or more");
    }
  }

  @Override
  public void end() {
    over = true;
    loop.execute(closed::tryComplete);
  }

  @Override
  public void fail(Throwable cause) {
    if (!over) {
      over = true;
      loop.execute(() -> closed.tryFail(cause));
    }
  }

  @Override
  public Future<Void> closed() {
    return closed.future();
  }
}
