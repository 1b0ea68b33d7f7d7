package dev.nextloop.internal.handover;

import dev.nextloop.Invocation;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Context;

/**
 * The loop that lanes live on first, and the one that they live on for good. Tasks and timers that
 * were given to the first one and come due after the move go on to the second.
 */
final class HandoverLoop implements LaneLoop {
  private final LaneLoop first;
  private volatile LaneLoop current;

  HandoverLoop(LaneLoop first) {
    this.first = first;
    this.current = first;
  }

  LaneLoop first() {
    return first;
  }

  /** The lanes live there from now on; called on the first loop, so that nothing of theirs runs. */
  void moveTo(LaneLoop next) {
    current = next;
  }

  @Override
  public void execute(Runnable task) {
    LaneLoop given = current;
    given.execute(given == first ? () -> now(task) : task);
  }

  @Override
  public boolean inLoop() {
    return current.inLoop();
  }

  @Override
  public Object enter(Invocation invocation) {
    return current.enter(invocation);
  }

  @Override
  public void exit(Object outside) {
    current.exit(outside);
  }

  @Override
  public Invocation current() {
    return current.current();
  }

  @Override
  public Invocation of(Context context) {
    return current.of(context);
  }

  @Override
  public Timer timer(long delayNanos, Runnable task) {
    return current == first ? new Moving(delayNanos, task) : current.timer(delayNanos, task);
  }

  /** A timer of the first loop, which may have to fire on the second. */
  private final class Moving implements Timer, Runnable {
    private final Timer timer;
    private Runnable task;

    Moving(long delayNanos, Runnable task) {
      this.task = task;
      this.timer = first.timer(delayNanos, () -> now(this));
    }

    @Override
    public void run() {
      Runnable due = task;
      task = null;
      if (due != null) {
        due.run();
      }
    }

    @Override
    public void cancel() {
      task = null;
      first.now(timer::cancel);
    }
  }
}
