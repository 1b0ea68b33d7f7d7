package dev.nextloop.emulator.internal.run;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Carries log lines from the event loop to a consumer that may block. Bounded: from {@link #FULL}
 * on functions are no longer read from and wait; past {@link #BOUND} lines are counted and dropped.
 */
final class LogQueue {
  static final long FULL = 4 << 20;
  static final long BOUND = 16 << 20;

  private static final String END = new String("end");

  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final AtomicLong characters = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Consumer<String> sink;
  private final Thread thread;

  LogQueue(Consumer<String> sink) {
    this.sink = sink;
    this.thread = new Thread(this::carry, "nextloop-emulator-log");
    thread.setDaemon(true);
    thread.start();
  }

  boolean full() {
    return characters.get() >= FULL;
  }

  void add(String line) {
    if (characters.get() >= BOUND) {
      dropped.incrementAndGet();
      return;
    }
    characters.addAndGet(line.length() + 1);
    lines.add(line);
  }

  @SuppressWarnings("ReferenceEquality") // END is the one object that no function can write
  private void carry() {
    try {
      for (String line = lines.take(); line != END; line = lines.take()) {
        characters.addAndGet(-line.length() - 1);
        write(line);
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
          write(lost + " log lines were dropped: the reader of the log is too slow");
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String line) {
    try {
      sink.accept(line);
    } catch (RuntimeException e) {
      // A sink that fails must not end the log of every environment.
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  /** Ends the thread, and waits until everything has been written, or so long. Blocks. */
  void end(long millis) throws InterruptedException {
    lines.add(END);
    thread.join(millis);
  }
}
