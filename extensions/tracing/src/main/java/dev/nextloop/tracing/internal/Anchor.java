package dev.nextloop.tracing.internal;

import dev.nextloop.spi.Host;

/**
 * The time within one piece of work: the wall clock is read once, the monotonic clock counts on
 * from there, so parts lie within the whole whatever the wall clock does.
 */
final class Anchor {
  private final Host host;
  private final long wallMicros;
  private final long ticks;

  Anchor(Host host) {
    this.host = host;
    this.wallMicros = host.now() * 1_000;
    this.ticks = host.ticks();
  }

  /** Microseconds since 1970. */
  long micros() {
    return wallMicros + Math.max(0, host.ticks() - ticks) / 1_000;
  }
}
