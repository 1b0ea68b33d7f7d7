package dev.nextloop.micrometer.internal;

import dev.nextloop.spi.Host;
import io.micrometer.core.instrument.Clock;

/**
 * The machine's clocks for a registry.
 *
 * @param host whose they are
 */
public record HostClock(Host host) implements Clock {

  @Override
  public long wallTime() {
    return host.now();
  }

  @Override
  public long monotonicTime() {
    return host.ticks();
  }
}
