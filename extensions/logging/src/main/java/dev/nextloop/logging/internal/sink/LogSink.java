package dev.nextloop.logging.internal.sink;

import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineBuffer;
import dev.nextloop.spi.Scope;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where records go: each in one write, in the order in which they came. A record is written by its
 * own thread where that is sure not to wait, else by a thread behind a bounded queue. Never throws.
 * Any thread.
 */
public final class LogSink {
  private static final int TYPE = 0xa55a0000;
  private static final int TIME_IS_PRESENT = 1 << 1;
  private static final int TEXT = 1;
  private static final int LEVEL_SHIFT = 2;

  private final RecordQueue queue;
  private final boolean framed;
  private final AtomicReferenceArray<LineBuffer> pool;
  private final Waiting waiting;

  /**
   * A sink.
   *
   * @param framed whether the output is the platform's descriptor, whose records have headers; else
   *     a record is a line
   * @param waiting knows who may wait
   */
  LogSink(
      RecordQueue queue, boolean framed, AtomicReferenceArray<LineBuffer> pool, Waiting waiting) {
    this.queue = queue;
    this.framed = framed;
    this.pool = pool;
    this.waiting = waiting;
  }

  /** Has nobody wait on the loops of this client. */
  public void serve(Scope scope) {
    waiting.add(scope);
  }

  /** Whether records may have several lines. */
  public boolean isFramed() {
    return framed;
  }

  /** An empty buffer, to be given back by {@link #write}. */
  public LineBuffer take() {
    for (int i = 0; i < pool.length(); i++) {
      LineBuffer kept = pool.getPlain(i) == null ? null : pool.getAndSet(i, null);
      if (kept != null) {
        return kept;
      }
    }
    return new LineBuffer();
  }

  /**
   * Writes a record.
   *
   * @param line is the sink's from now on
   * @param millis wall clock, milliseconds since 1970
   */
  public void write(LineBuffer line, long millis, Level level, boolean json) {
    finish(line, framed, millis, level, json);
    queue.write(line);
  }

  static void finish(LineBuffer line, boolean framed, long millis, Level level, boolean json) {
    if (framed) {
      int type = TYPE | level.number() << LEVEL_SHIFT | TIME_IS_PRESENT | (json ? 0 : TEXT);
      int length = line.length() - LineBuffer.HEADER;
      ByteBuffer.wrap(line.bytes()).putInt(type).putInt(length).putLong(millis * 1_000);
    } else {
      line.put('\n');
    }
  }

  /** Whether some records wait to be written. */
  public boolean isBusy() {
    return queue.isBusy();
  }

  /** Completes, on any thread, when what waits now has been written or given up. */
  public Future<Void> flush() {
    return queue.flush();
  }

  /** Records that were dropped because the queue was full. */
  public long dropped() {
    return queue.dropped();
  }

  /** Records that were written to nobody. */
  public long lost() {
    return queue.lost();
  }
}
