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
import java.util.function.Consumer;

/**
 * One thread, one selector, timers: all that lanes need, without Vert.x. Sockets are looked at
 * before timers, so that an answer which came in time is never overtaken by its own time-out.
 */
final class DirectLoop implements LaneLoop, Runnable, Consumer<SelectionKey> {
  private final Host host;
  private final Selector selector;
  private final Thread thread;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<DirectTimer> timers = new PriorityQueue<>();
  private final Promise<Void> ended = Promise.promise();

  @SuppressWarnings("ThreadLocalUsage") // one for each loop: clients must not see each other's
  private final ThreadLocal<Invocation> elsewhere = new ThreadLocal<>();

  private Invocation here;
  private Watchdog watchdog;
  private boolean closing;
  private long turn;

  DirectLoop(Host host) throws IOException {
    this.host = host;
    this.selector = Selector.open();
    this.thread = new Thread(this, "nextloop-direct");
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
    if (!inLoop()) {
      selector.wakeup();
    }
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == thread;
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
      if (watchdog == null) {
        // Now, and not when the loop starts: the first poll does not wait for it.
        watchdog = new Watchdog(host, thread);
        watchdog.step();
        watchdog.start();
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
    try {
      while (!closing) {
        runTasks();
        runTimers();
        if (!closing) {
          await();
        }
      }
      selector.close();
      ended.complete();
    } catch (IOException e) {
      ended.fail(e);
    }
  }

  private void await() throws IOException {
    step();
    select();
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
