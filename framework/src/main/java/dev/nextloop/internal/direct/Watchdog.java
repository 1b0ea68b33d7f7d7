package dev.nextloop.internal.direct;

import dev.nextloop.spi.Host;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says once, with the stack, when one turn of the loop takes longer than it may: somebody blocks
 * it. Looks every half second, on a thread of its own that never keeps the process alive. A look
 * that comes late was slept through with the whole process, and starts the count anew.
 */
final class Watchdog implements Runnable {
  private static final long LOOK_MILLIS = 500;
  private static final int LOOKS = 4;
  private static final int FRAMES = 24;

  private final Host host;
  private final Thread loop;
  // Odd while the loop works, even while it waits for something to do.
  private final AtomicLong steps = new AtomicLong();
  private long step;

  Watchdog(Host host, Thread loop) {
    this.host = host;
    this.loop = loop;
  }

  void start() {
    Thread watching = new Thread(this, "nextloop-watchdog");
    watching.setDaemon(true);
    watching.start();
  }

  /** The loop begins to work, or to wait; loop only, and without a fence: a late view will do. */
  void step() {
    steps.lazySet(++step);
  }

  @Override
  public void run() {
    try {
      long seen = 0;
      int looks = 0;
      long last = host.ticks();
      while (loop.isAlive()) {
        loop.join(LOOK_MILLIS);
        long now = host.ticks();
        boolean late = TimeUnit.NANOSECONDS.toMillis(now - last) > 2 * LOOK_MILLIS;
        last = now;
        long current = steps.get();
        boolean stuck = current == seen && current % 2 == 1 && !late;
        looks = stuck ? looks + 1 : 0;
        seen = current;
        if (looks == LOOKS) {
          tell();
        }
      }
    } catch (InterruptedException e) {
      // Whoever interrupts it wants no watchdog.
      Thread.currentThread().interrupt();
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
