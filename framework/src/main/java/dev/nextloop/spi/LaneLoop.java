package dev.nextloop.spi;

import dev.nextloop.Invocation;
import io.vertx.core.Context;
import java.util.concurrent.Future;

/** The one thread a lane lives on. */
public interface LaneLoop {

  /** Runs a task on the loop, later, in the order of the calls. Any thread may call. */
  void execute(Runnable task);

  /** Whether the caller is on the loop. */
  boolean inLoop();

  /** Runs a task at once where the caller is on the loop, later where it is not. Any thread. */
  default void now(Runnable task) {
    if (inLoop()) {
      task.run();
    } else {
      execute(task);
    }
  }

  /**
   * Runs a task on the loop once, not before the delay has passed. Loop only.
   *
   * @param delayNanos 0 or more
   */
  Timer timer(long delayNanos, Runnable task);

  /**
   * Has the loop's own thread do something that may block, behind the task that runs now; another
   * thread holds the loop meanwhile, when there is something to do. Loop only.
   *
   * @param work not on the loop
   * @param after on the loop, when the work has ended or was cancelled
   * @return interrupts the work when it is cancelled, which is never begun if it has not been; null
   *     where this loop can't, and nothing is run
   */
  default Future<?> occupy(Runnable work, Runnable after) {
    return null;
  }

  /**
   * What the caller's thread does from now on, it does for this invocation, until {@link #exit} is
   * called on the same thread. Any thread.
   *
   * @param invocation null for none
   * @return what {@code exit} needs; may be null
   */
  default Object enter(Invocation invocation) {
    return null;
  }

  /**
   * Ends what {@link #enter} began.
   *
   * @param outside what {@code enter} returned
   */
  default void exit(Object outside) {}

  /** The invocation that the caller's thread works for; null for none. Any thread. */
  default Invocation current() {
    return null;
  }

  /** The invocation that a Vert.x context belongs to; null for none. Any thread. */
  default Invocation of(Context context) {
    return null;
  }

  /** A task that waits for its time. */
  @FunctionalInterface
  interface Timer {
    /** Gives the task up, if it has not run. Loop only; may be called again. */
    void cancel();
  }
}
