package dev.nextloop.internal.direct;

import dev.nextloop.spi.Host;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says once, with the stack, when one turn of the loop takes longer than it may: somebody blocks
 * it. A look that comes late was slept through with the whole process, and starts the count anew.
 */
final class Watchdog {
  private static final long LATE_NANOS = 1_000_000_000L;
  private static final int LOOKS = 4;
  private static final int FRAMES = 24;

  private final Host host;
  private final Thread loop;
  // Odd while the loop works, even while it waits for something to do.
  private final AtomicLong steps = new AtomicLong();
  private long step;
  private long seen;
  private int looks;
  private long last;

  Watchdog(Host host, Thread loop) {
    this.host = host;
    this.loop = loop;
    this.last = host.ticks();
  }

  /** The loop begins to work, or to wait; loop only, and without a fence: a late view will do. */
  void step() {
    steps.lazySet(++step);
  }

  /**
   * Looks once; to be called every half second, by one thread.
   *
   * @param atHome whether the thread is there for the loop, and not away with a task that may block
   */
  void look(boolean atHome) {
    long now = host.ticks();
    boolean late = now - last > LATE_NANOS;
    last = now;
    long current = steps.get();
    boolean stuck = atHome && current == seen && current % 2 == 1 && !late;
    looks = stuck ? looks + 1 : 0;
    seen = current;
    if (looks == LOOKS) {
      tell();
    }
  }

  private void tell() {
    StringBuilder line = new StringBuilder(512);
    line.append("nextloop: something has blocked the loop for 2 s and still does; run it by");
    line.append(" EventHandler.blocking or invocation.blocking. It is");
    int frames = 0;
    for (StackTraceElement frame : loop.getStackTrace()) {
      if (frames++ == FRAMES || frame.getClassName().equals(DirectLoop.class.getName())) {
        break;
      }
      line.append(frames == 1 ? " at " : ", at ").append(frame);
    }
    host.log(line.toString());
  }
}
