package dev.nextloop.middleware.internal;

import dev.nextloop.Invocation;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait behind each failure.
 *
 * @param first the longest wait behind the first one, which doubles with each further one
 * @param longest no wait is longer
 * @param jitter which part of it is waited; null to make it of request id and attempt
 */
public record Waits(Duration first, Duration longest, DoubleSupplier jitter) {

  /**
   * The wait behind a failure.
   *
   * @param made attempts so far, 1 or more
   */
  public Duration behind(int made, Invocation invocation) {
    double most = Math.min((double) longest.toNanos(), first.toNanos() * Math.pow(2, made - 1));
    double part = jitter == null ? spread(invocation, made) : jitter.getAsDouble();
    return Duration.ofNanos((long) (most * Math.max(0, Math.min(1, part))));
  }

  /** From 0 to 1, as evenly as a hash is; no generator, whose state copies of a snapshot share. */
  private static double spread(Invocation invocation, int made) {
    int mixed = (invocation.requestId().hashCode() * 31 + made) * 0x9E3779B9;
    return (mixed >>> 8) / (double) (1 << 24);
  }
}
