package dev.nextloop.micrometer.internal;

import dev.nextloop.spi.Host;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When this process was started, in the client's ticks. Found out when it is asked for: the JDK
 * loads some fifty classes to tell.
 */
public final class ProcessStart implements LongSupplier {
  private final Host host;

  /** By the clocks of this machine. */
  public ProcessStart(Host host) {
    this.host = host;
  }

  @Override
  public long getAsLong() {
    Optional<Instant> start = ProcessHandle.current().info().startInstant();
    long now = host.now();
    // A machine that does not tell has begun now, and its init time is left out as negative.
    long began = start.isPresent() ? start.get().toEpochMilli() : now;
    return host.ticks() - (now - began) * 1_000_000;
  }
}
