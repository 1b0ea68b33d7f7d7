package dev.nextloop.middleware.internal;

import java.util.concurrent.atomic.LongAdder;

/**
 * Sums of a Retry.
 *
 * @param calls that were begun
 * @param retries attempts behind the first ones
 * @param exhausted calls that failed although they were worth another attempt
 */
public record Tally(LongAdder calls, LongAdder retries, LongAdder exhausted) {
  /** All zero. */
  public Tally() {
    this(new LongAdder(), new LongAdder(), new LongAdder());
  }
}
