package dev.nextloop.samples.probe;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks at both clocks every few milliseconds: where one of them leaps, nothing ran meanwhile. */
final class FreezeWatch {
  private static final long PERIOD_MILLIS = 20;
  private static final long LEAP_MILLIS = 500;

  private final LongSupplier ticks;
  private final LongSupplier wall;
  private long lastTicks;
  private long lastWall;
  private Frozen sum = Frozen.NOT;

  /**
   * Time in which nothing ran.
   *
   * @param monotonicMillis by the monotonic clock, which may stand still in a freeze
   * @param wallMillis by the wall clock
   */
  record Frozen(long monotonicMillis, long wallMillis) {
    static final Frozen NOT = new Frozen(0, 0);
  }

  FreezeWatch(LongSupplier ticks, LongSupplier wall) {
    this.ticks = ticks;
    this.wall = wall;
    look();
    sum = Frozen.NOT;
  }

  /** Looks on, on a thread of its own, until the process ends. */
  void start() {
    ScheduledExecutorService watcher =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "freeze-watch");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        watcher.scheduleWithFixedDelay(
            this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Looks once. */
  synchronized void look() {
    long nowTicks = ticks.getAsLong();
    long nowWall = wall.getAsLong();
    long monotonic = TimeUnit.NANOSECONDS.toMillis(nowTicks - lastTicks);
    long real = nowWall - lastWall;
    if (monotonic > LEAP_MILLIS || real > LEAP_MILLIS) {
      sum = new Frozen(sum.monotonicMillis() + monotonic, sum.wallMillis() + real);
    }
    lastTicks = nowTicks;
    lastWall = nowWall;
  }

  /** What came together since the last call. */
  synchronized Frozen take() {
    look();
    Frozen taken = sum;
    sum = Frozen.NOT;
    return taken;
  }
}
