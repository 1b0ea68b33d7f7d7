package dev.nextloop.internal.direct;

import dev.nextloop.spi.Host;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A second thread, which holds the loop while the loop's own is away with a task that blocks, and
 * only if the loop then has something to do: a task from outside, or a timer. Else it looks every
 * half second whether somebody blocks the loop who should not. It never keeps the process alive.
 *
 * <p>Who holds the loop is one field, and whoever takes it sees all that the one before him wrote.
 */
final class StandIn implements Runnable {
  private static final long LOOK_NANOS = 500_000_000L;

  private enum Holder {
    /** The loop's own thread. */
    OWN,
    /** Nobody: the own thread is away, and nothing was to do so far. */
    NOBODY,
    /** This thread. */
    STAND_IN,
    /** This thread, and the own one waits to have the loop back. */
    WANTED_BACK,
    /** Nobody any more. */
    CLOSED
  }

  private final Host host;
  private final DirectLoop loop;
  private final Thread own;
  private final Watchdog watchdog;
  private final Thread thread = new Thread(this, "nextloop-stand-in");
  private final AtomicReference<Holder> holder = new AtomicReference<>(Holder.OWN);
  private volatile long due;
  private volatile boolean called;

  StandIn(Host host, DirectLoop loop, Thread own) {
    this.host = host;
    this.loop = loop;
    this.own = own;
    this.watchdog = new Watchdog(host, own);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Watchdog watchdog() {
    return watchdog;
  }

  /**
   * The own thread goes away; nobody holds the loop.
   *
   * @param nextTimer when the loop's next timer is due, by the host's ticks
   */
  void leave(long nextTimer) {
    due = nextTimer;
    called = false;
    holder.set(Holder.NOBODY);
  }

  /** There is a task for the loop, which nobody holds. Any thread. */
  void call() {
    called = true;
    LockSupport.unpark(thread);
  }

  /**
   * The own thread is back, and waits until the loop is its own again.
   *
   * @return false when the loop was closed meanwhile
   */
  boolean comeBack() {
    if (holder.compareAndSet(Holder.NOBODY, Holder.OWN)) {
      return true;
    }
    if (holder.compareAndSet(Holder.STAND_IN, Holder.WANTED_BACK)) {
      loop.wakeup();
    }
    while (holder.get() == Holder.WANTED_BACK) {
      LockSupport.park(this);
      // A late interrupt of the task's would let it spin here.
      Thread.interrupted();
    }
    return holder.get() == Holder.OWN;
  }

  /** Whether this thread may take another turn. */
  boolean holds() {
    return holder.get() == Holder.STAND_IN;
  }

  @Override
  public void run() {
    long last = host.ticks();
    while (own.isAlive() && holder.get() != Holder.CLOSED) {
      LockSupport.parkNanos(this, nap());
      if (isNeeded() && holder.compareAndSet(Holder.NOBODY, Holder.STAND_IN)) {
        hold();
      } else if (host.ticks() - last >= LOOK_NANOS) {
        last = host.ticks();
        watchdog.look(holder.get() == Holder.OWN);
      }
    }
  }

  private long nap() {
    return holder.get() == Holder.NOBODY
        ? Math.max(1, Math.min(LOOK_NANOS, due - host.ticks()))
        : LOOK_NANOS;
  }

  private boolean isNeeded() {
    return holder.get() == Holder.NOBODY && (called || due - host.ticks() <= 0);
  }

  private void hold() {
    boolean goesOn = loop.standIn(thread);
    holder.set(goesOn ? Holder.OWN : Holder.CLOSED);
    LockSupport.unpark(own);
  }
}
