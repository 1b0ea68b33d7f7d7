package dev.nextloop.micrometer;

import dev.nextloop.Flush;
import dev.nextloop.Invocation;
import dev.nextloop.Observer;
import dev.nextloop.Stage;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * Says when a line of an {@link EmfRegistry} is due, so that neither a freeze nor an end loses or
 * misdates one:
 *
 * <ul>
 *   <li>with the answer, before it is sent and the platform may freeze the process; that of a
 *       stream, when it is complete. With an interval, when that has passed since the last line
 *   <li>when a deadline is near and when it has passed, at once
 *   <li>when the client goes on after a second or more in which nothing was heard, as after a
 *       freeze: what was recorded before, with the time from before
 *   <li>at the end of a lane and of the client
 * </ul>
 *
 * Add it to the client as an observer, behind those that record, and as a flush. Any thread.
 */
public final class EmfLines implements Observer, Flush {
  private static final long GAP_MILLIS = 1_000;
  private static final long MILLION = 1_000_000;

  private final Host host;
  private final long intervalNanos;
  private final Promise<Void> made = Promise.promise();
  private volatile EmfRegistry registry;
  private volatile boolean owes;
  private volatile long heardAt;
  private volatile long heardTicks;
  private volatile long lineTicks;

  private EmfLines(Host host, Duration interval) {
    this.host = host;
    this.intervalNanos = interval.toNanos();
    this.heardAt = host.now();
    this.heardTicks = host.ticks();
    this.lineTicks = heardTicks;
  }

  /**
   * Lines of a registry.
   *
   * @param host whose clocks count, as in the registry
   * @param interval as {@link EmfOptions#interval()}
   */
  public static EmfLines of(EmfRegistry registry, Host host, Duration interval) {
    EmfLines lines = lazily(host, interval);
    lines.made(registry);
    return lines;
  }

  /**
   * Lines of a registry that is made behind the first poll. An invocation that is answered before
   * has its line behind the answer, and the next poll waits for it.
   */
  static EmfLines lazily(Host host, Duration interval) {
    return new EmfLines(host, interval);
  }

  /**
   * The registry is there; those who wait for lines have them now.
   *
   * @param known null where it can't be made: there are no lines
   */
  void made(EmfRegistry known) {
    registry = known;
    if (known != null && owes) {
      known.write(heardAt, null);
    }
    made.tryComplete();
  }

  @Override
  public void at(Stage stage, Invocation invocation, long ticks) {
    switch (stage) {
      case DECODED, HANDLED, ENCODED, FIRST_BYTE -> {
        // Within an invocation there is no freeze, and its line comes later.
        return;
      }
      default -> heard(host.now(), ticks);
    }
    EmfRegistry lines = registry;
    if (lines == null) {
      early(stage);
      return;
    }
    switch (stage) {
      case ANSWERED -> {
        if (!invocation.answered().isStreamed()) {
          over(lines, invocation, ticks);
        }
      }
      case POSTED -> {
        if (invocation.answered().isStreamed()) {
          over(lines, invocation, ticks);
        }
      }
      case EXPIRING, EXPIRED, UNANSWERED -> write(lines, invocation, ticks);
      case STOPPED -> write(lines, null, ticks);
      default -> {
        // Nothing is due.
      }
    }
  }

  /** What was recorded before a freeze is written with its time from before. */
  private void heard(long now, long ticks) {
    long before = heardAt;
    boolean gap =
        now - before >= GAP_MILLIS || ticks - heardTicks >= GAP_MILLIS * MILLION || now < before;
    heardAt = now;
    heardTicks = ticks;
    EmfRegistry lines = gap ? registry : null;
    if (lines != null) {
      lineTicks = ticks;
      lines.write(before, null);
    }
  }

  private void over(EmfRegistry lines, Invocation invocation, long ticks) {
    if (ticks - lineTicks >= intervalNanos) {
      write(lines, invocation, ticks);
    }
  }

  /** There is no registry yet; a line that can't wait is owed. */
  private void early(Stage stage) {
    if (stage == Stage.EXPIRING || stage == Stage.EXPIRED || stage == Stage.UNANSWERED) {
      owes = true;
      // It may have come just now, and not have seen what it owes.
      EmfRegistry lines = registry;
      if (lines != null) {
        lines.write(heardAt, null);
      }
    }
  }

  private void write(EmfRegistry lines, Invocation invocation, long ticks) {
    lineTicks = ticks;
    // A line of several invocations bears no single one's id.
    lines.write(heardAt, intervalNanos == 0 && invocation != null ? invocation.requestId() : null);
  }

  /**
   * Has gauges written in every interval, whether there are invocations or not: for a process that
   * is never frozen. Loop only.
   *
   * @return gives it up; on the loop
   */
  LaneLoop.Timer every(LaneLoop loop) {
    return new Beat(loop);
  }

  private final class Beat implements Runnable, LaneLoop.Timer {
    private final LaneLoop loop;
    private LaneLoop.Timer timer;

    Beat(LaneLoop loop) {
      this.loop = loop;
      this.timer = loop.timer(intervalNanos, this);
    }

    @Override
    public void run() {
      EmfRegistry lines = registry;
      if (lines != null) {
        heardAt = host.now();
        heardTicks = host.ticks();
        lineTicks = heardTicks;
        lines.writeWithGauges();
      }
      timer = loop.timer(intervalNanos, this);
    }

    @Override
    public void cancel() {
      timer.cancel();
    }
  }

  /**
   * Hardly ever: a line is written with the answer, which costs no round trip. But the registry may
   * still be on its way.
   */
  @Override
  public boolean isDue(Invocation invocation) {
    return registry == null && !made.future().isComplete();
  }

  @Override
  public Future<Void> flush(Invocation invocation) {
    return made.future()
        .onSuccess(
            any -> {
              EmfRegistry lines = registry;
              if (lines != null) {
                lines.write(
                    host.now(),
                    intervalNanos == 0 && invocation != null ? invocation.requestId() : null);
              }
            });
  }
}
