package dev.nextloop.internal.direct;

import dev.nextloop.Invocation;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * One thread, one selector, timers: all that lanes need, without Vert.x. Sockets are looked at
 * before timers, so that an answer which came in time is never overtaken by its own time-out.
 */
final class DirectLoop implements LaneLoop, Runnable, Consumer<SelectionKey> {
  private static final long A_DAY_NANOS = 86_400_000_000_000L;

  private final Host host;
  private final Selector selector;
  private final Thread thread;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<DirectTimer> timers = new PriorityQueue<>();
  private final Promise<Void> ended = Promise.promise();

  @SuppressWarnings("ThreadLocalUsage") // one for each loop: clients must not see each other's
  private final ThreadLocal<Invocation> elsewhere = new ThreadLocal<>();

  // Who holds the loop; null while its own thread is away and nobody stands in.
  private volatile Thread holder;
  private Invocation here;
  private volatile StandIn standIn;
  private Watchdog watchdog;
  private Errand errand;
  private boolean closing;
  private long turn;

  DirectLoop(Host host) throws IOException {
    this.host = host;
    this.selector = Selector.open();
    this.thread = new Thread(this, "nextloop-direct");
    this.holder = thread;
  }

  void start() {
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    Thread holding = holder;
    if (holding == null) {
      standIn.call();
    } else if (holding != Thread.currentThread()) {
      selector.wakeup();
    }
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == holder;
  }

  void wakeup() {
    selector.wakeup();
  }

  /** A task for which the own thread leaves the loop, and what it does when it is back. */
  private record Errand(FutureTask<Void> work, Runnable after) {}

  @Override
  public java.util.concurrent.Future<?> occupy(Runnable work, Runnable after) {
    if (holder != thread || Thread.currentThread() != thread || errand != null || closing) {
      return null;
    }
    FutureTask<Void> task = new FutureTask<>(work, null);
    errand = new Errand(task, after);
    return task;
  }

  @Override
  public Timer timer(long delayNanos, Runnable task) {
    DirectTimer timer = new DirectTimer(this, host.ticks() + delayNanos, task);
    timers.add(timer);
    return timer;
  }

  @Override
  public Object enter(Invocation invocation) {
    if (inLoop()) {
      if (standIn == null) {
        // Now, and not when the loop starts: the first poll does not wait for it.
        standIn = new StandIn(host, this, thread);
        watchdog = standIn.watchdog();
        watchdog.step();
        standIn.start();
      }
      Invocation outside = here;
      here = invocation;
      return outside;
    }
    Invocation outside = elsewhere.get();
    elsewhere.set(invocation);
    return outside;
  }

  @Override
  public void exit(Object outside) {
    if (inLoop()) {
      here = (Invocation) outside;
    } else if (outside == null) {
      elsewhere.remove();
    } else {
      elsewhere.set((Invocation) outside);
    }
  }

  @Override
  public Invocation current() {
    return inLoop() ? here : elsewhere.get();
  }

  void cancel(DirectTimer timer) {
    timers.remove(timer);
  }

  /** Ends the thread after the tasks that are already there; callable from any thread. */
  Future<Void> close() {
    execute(this::end);
    return ended.future();
  }

  private void end() {
    closing = true;
  }

  @Override
  public void run() {
    while (!closing) {
      turn();
      if (errand != null && !goAway()) {
        // The stand-in has closed the loop.
        return;
      }
    }
    closed();
  }

  /** Tasks and timers that are due, then sockets: waits for one of the three. */
  private void turn() {
    try {
      runTasks();
      runTimers();
      if (!closing && errand == null) {
        await();
      }
    } catch (IOException e) {
      closing = true;
      ended.tryFail(e);
    }
  }

  private void closed() {
    try {
      selector.close();
      ended.tryComplete();
    } catch (IOException e) {
      ended.tryFail(e);
    }
  }

  /** Does an errand. False when the loop was closed meanwhile. */
  private boolean goAway() {
    Errand going = errand;
    errand = null;
    holder = null;
    standIn.leave(timers.isEmpty() ? host.ticks() + A_DAY_NANOS : timers.peek().due());
    going.work().run();
    // What its last turn left must not reach the next; await() sees to what comes later.
    Thread.interrupted();
    if (!standIn.comeBack()) {
      return false;
    }
    holder = thread;
    run(going.after());
    return true;
  }

  /**
   * The loop, while its own thread is away; the stand-in's thread only.
   *
   * @return false when it was closed
   */
  boolean standIn(Thread other) {
    holder = other;
    while (!closing && standIn.holds()) {
      turn();
    }
    holder = null;
    if (closing) {
      closed();
    }
    return !closing;
  }

  private void await() throws IOException {
    step();
    select();
    // An interrupted thread would never wait in its selector again.
    Thread.interrupted();
    step();
  }

  private void step() {
    if (watchdog != null) {
      watchdog.step();
    }
  }

  private void select() throws IOException {
    if (!tasks.isEmpty()) {
      selector.selectNow(this);
    } else if (timers.isEmpty()) {
      selector.select(this);
    } else {
      long nanos = timers.peek().due() - turn;
      if (nanos <= 0) {
        selector.selectNow(this);
      } else {
        selector.select(this, nanos / 1_000_000 + 1);
      }
    }
  }

  @Override
  public void accept(SelectionKey key) {
    step();
    try {
      ((DirectConnection) key.attachment()).ready();
    } catch (RuntimeException | Error e) {
      survive(e);
    }
    step();
  }

  private void runTasks() {
    Runnable task;
    while ((task = tasks.poll()) != null) {
      run(task);
    }
  }

  void runTimers() {
    if (timers.isEmpty()) {
      return;
    }
    turn = host.ticks();
    while (!timers.isEmpty() && timers.peek().due() - turn <= 0) {
      run(timers.poll().task());
      turn = host.ticks();
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      survive(e);
    }
  }

  /** What is thrown here is somebody's bug; the loop and the other lanes outlive it. */
  private void survive(Throwable bug) {
    host.log("nextloop: a task on the loop failed: " + bug);
  }
}
