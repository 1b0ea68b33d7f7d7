package dev.nextloop.webclient.internal;

import dev.nextloop.spi.Host;
import java.time.Duration;

/**
 * Counts how often the process stood still. It did when one of two clocks has jumped since the last
 * look: the monotonic one goes on while a process is stopped, but not always while its machine is;
 * the wall clock is set right after both. Safe for any thread.
 */
public final class Pulse {
  private final Host host;
  private final long gapNanos;
  private final long gapMillis;
  private long ticks;
  private long wall;
  private int thaws;

  /** A pulse that looks at this host's clocks; a jump is longer than the gap. */
  public Pulse(Host host, Duration gap) {
    this.host = host;
    this.gapNanos = gap.toNanos();
    this.gapMillis = gap.toMillis();
    this.ticks = host.ticks();
    this.wall = host.now();
  }

  /** Looks at the clocks; how many freezes there have been so far. */
  public synchronized int thaws() {
    long ticksNow = host.ticks();
    long wallNow = host.now();
    if (ticksNow - ticks > gapNanos || wallNow - wall > gapMillis) {
      thaws++;
    }
    ticks = ticksNow;
    wall = wallNow;
    return thaws;
  }
}
