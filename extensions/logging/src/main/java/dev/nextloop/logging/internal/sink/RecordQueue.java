package dev.nextloop.logging.internal.sink;

import dev.nextloop.logging.internal.line.LineBuffer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The way of records to their output. Nobody waits for the reader while he holds the lock: with the
 * lock a record is written only where that returns at once; the thread behind the queue writes
 * without it.
 *
 * <p>When the queue is full, a caller that may wait does so for a while; else the record is dropped
 * and counted, and as soon as half of the room is free a record says how many were.
 */
final class RecordQueue {
  private static final long IDLE_SECONDS = 5;

  private final Output output;
  private final int from;
  private final long limit;
  private final long waitNanos;
  private final BooleanSupplier mayWait;
  private final LongFunction<LineBuffer> notice;
  private final Function<Runnable, Thread> threads;
  private final AtomicReferenceArray<LineBuffer> pool;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All below belongs to who holds the lock.
  private final Queue<LineBuffer> waiting = new ArrayDeque<>();
  private final List<Promise<Void>> flushes = new ArrayList<>();
  private long bytes;
  private long dropped;
  private long told;
  private long lost;
  private Thread writer;
  // Whether records wait or one is being written; read without the lock, too.
  private volatile boolean busy;

  /** What a queue is made of. */
  record Parts(
      Output output,
      int from,
      long limit,
      long waitNanos,
      BooleanSupplier mayWait,
      LongFunction<LineBuffer> notice,
      Function<Runnable, Thread> threads,
      AtomicReferenceArray<LineBuffer> pool) {}

  RecordQueue(Parts parts) {
    this.output = parts.output;
    this.from = parts.from;
    this.limit = parts.limit;
    this.waitNanos = parts.waitNanos;
    this.mayWait = parts.mayWait;
    this.notice = parts.notice;
    this.threads = parts.threads;
    this.pool = parts.pool;
  }

  void write(LineBuffer line) {
    lock.lock();
    try {
      if (!busy && output.takes(size(line))) {
        lost += written(line) ? 0 : 1;
        giveBack(line);
      } else if (hasRoom(line) || hasRoomInTime(line)) {
        if (dropped > told && bytes <= limit / 2) {
          add(notice.apply(dropped - told));
          told = dropped;
        }
        add(line);
      } else {
        dropped++;
        giveBack(line);
      }
    } finally {
      lock.unlock();
    }
  }

  private int size(LineBuffer line) {
    return line.length() - from;
  }

  /** One record may be larger than the limit, if it is alone. */
  private boolean hasRoom(LineBuffer line) {
    return bytes == 0 || bytes + size(line) <= limit;
  }

  private boolean hasRoomInTime(LineBuffer line) {
    if (!mayWait.getAsBoolean()) {
      return false;
    }
    long left = waitNanos;
    try {
      while (left > 0) {
        left = changed.awaitNanos(left);
        if (hasRoom(line)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      // Its invocation is given up; others wait for this thread.
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void add(LineBuffer line) {
    waiting.add(line);
    bytes += size(line);
    busy = true;
    if (writer == null) {
      writer = threads.apply(this::writeAll);
      writer.start();
    }
    changed.signalAll();
  }

  private void giveBack(LineBuffer line) {
    if (line.isKept()) {
      line.clear();
      for (int i = 0; i < pool.length(); i++) {
        if (pool.compareAndSet(i, null, line)) {
          return;
        }
      }
    }
  }

  private boolean written(LineBuffer line) {
    try {
      output.write(line.bytes(), from, size(line));
      return true;
    } catch (IOException e) {
      // There is nowhere to say it.
      return false;
    }
  }

  /** The writer's whole life: until nothing has come for some seconds. */
  private void writeAll() {
    LineBuffer line = next();
    while (line != null) {
      boolean written = written(line);
      lock.lock();
      try {
        bytes -= size(line);
        lost += written ? 0 : 1;
        giveBack(line);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      line = next();
    }
  }

  /** Null for none, and then the writer ends. */
  private LineBuffer next() {
    List<Promise<Void>> flushed = List.of();
    lock.lock();
    try {
      if (waiting.isEmpty() && dropped > told) {
        LineBuffer said = notice.apply(dropped - told);
        told = dropped;
        add(said);
      }
      if (waiting.isEmpty()) {
        busy = false;
        changed.signalAll();
        flushed = new ArrayList<>(flushes);
        flushes.clear();
      }
    } finally {
      lock.unlock();
    }
    // Not with the lock: whoever listens does as he likes.
    flushed.forEach(Promise::tryComplete);
    return awaited();
  }

  private LineBuffer awaited() {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
      while (waiting.isEmpty() && left > 0) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          // Nobody of ours does it, and whoever does must not end the log.
          left = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
        }
      }
      if (waiting.isEmpty()) {
        writer = null;
      }
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  boolean isBusy() {
    return busy;
  }

  Future<Void> flush() {
    lock.lock();
    try {
      if (!busy) {
        return Future.succeededFuture();
      }
      Promise<Void> written = Promise.promise();
      flushes.add(written);
      return written.future();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing waits, or until the time is over: for the end of the process. */
  void drain(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (busy && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }
}
