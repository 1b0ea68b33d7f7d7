package dev.nextloop.spi;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that may block: virtual ones where the JVM has them (JDK 21 and later), one for each
 * task; elsewhere a bounded pool of daemon threads. None is started before the first task. Methods
 * may be called on any thread.
 */
public final class Workers implements AutoCloseable {
  private static final String NAME = "nextloop-worker-";
  private static final int MOST_WAITING = 10_000;
  private static final int IDLE_SECONDS = 10;

  private final ExecutorService threads;

  /**
   * Makes ready; starts no thread.
   *
   * @param most how many threads there may be where they are not virtual, 1 or more; further tasks
   *     wait, up to 10,000 of them
   */
  public Workers(int most) {
    ExecutorService virtual = virtual();
    this.threads = virtual != null ? virtual : pool(most);
  }

  /** The one place that looks for virtual threads; null on a JVM without them. */
  private static ExecutorService virtual() {
    try {
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Object named =
          builder
              .getMethod("name", String.class, long.class)
              .invoke(Thread.class.getMethod("ofVirtual").invoke(null), NAME, 1L);
      Object factory = builder.getMethod("factory").invoke(named);
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (ReflectiveOperationException olderJvm) {
      return null;
    }
  }

  private static ExecutorService pool(int most) {
    // An idle thread takes a task before a new one is started, and a queue comes last.
    LinkedTransferQueue<Runnable> waiting =
        new LinkedTransferQueue<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean offer(Runnable task) {
            return tryTransfer(task);
          }
        };
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        most,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        waiting,
        task -> {
          Thread thread = new Thread(task, NAME + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        },
        (task, pool) -> {
          if (pool.isShutdown() || waiting.size() >= MOST_WAITING) {
            throw new RejectedExecutionException(
                pool.isShutdown()
                    ? "the client has stopped"
                    : MOST_WAITING + " tasks wait already");
          }
          waiting.put(task);
        });
  }

  /**
   * Runs a task on a worker.
   *
   * @return interrupts the thread when it is cancelled; the thread's interrupt flag is cleared
   *     before its next task
   * @throws RejectedExecutionException after {@link #close}, or when too many tasks wait
   */
  public Future<?> submit(Runnable task) {
    return threads.submit(task);
  }

  /** Takes no more tasks, drops those that wait and interrupts those that run; waits for none. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
