package dev.nextloop.micrometer;

import dev.nextloop.Nextloop;
import dev.nextloop.spi.LaneLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures how late a client's loops are: a timer runs on each of them, and what it is late by
 * waited behind something that held the thread. Recorded in {@code nextloop.eventloop.lag}. For
 * processes that are not frozen; a freeze would be seen as one lag of its length. Any thread.
 */
public final class LoopLag implements AutoCloseable {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofMinutes(1);

  private final Timer lag;
  private final long periodNanos;
  private final LongSupplier ticks;
  private volatile boolean closed;

  private LoopLag(MeterRegistry registry, Duration period, LongSupplier ticks) {
    this.lag =
        Timer.builder("nextloop.eventloop.lag")
            .description("How late a timer of a loop was")
            .register(registry);
    this.periodNanos = period.toNanos();
    this.ticks = ticks;
  }

  /**
   * Measures until it is closed, or the client has stopped.
   *
   * @param period between two looks, 1 ms to 1 min; 100 ms costs a loop next to nothing
   * @param ticks the monotonic clock, {@code host::ticks}
   * @throws IllegalArgumentException when the period is out of range
   */
  public static LoopLag of(
      Nextloop client, MeterRegistry registry, Duration period, LongSupplier ticks) {
    if (period.compareTo(LEAST) < 0 || period.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("period is " + period + "; it must be 1 ms to 1 min");
    }
    LoopLag lag = new LoopLag(registry, period, ticks);
    for (LaneLoop loop : client.loops()) {
      loop.execute(() -> lag.arm(loop));
    }
    client.closed().onComplete(any -> lag.close());
    return lag;
  }

  private void arm(LaneLoop loop) {
    if (!closed) {
      long due = ticks.getAsLong() + periodNanos;
      loop.timer(
          periodNanos,
          () -> {
            lag.record(Math.max(0, ticks.getAsLong() - due), TimeUnit.NANOSECONDS);
            arm(loop);
          });
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    closed = true;
  }
}
