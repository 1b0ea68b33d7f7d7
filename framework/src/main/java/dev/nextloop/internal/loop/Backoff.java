package dev.nextloop.internal.loop;

/**
 * When a failed poll is tried again: the first time at once, then after 100 ms, doubling; after
 * five retries in a row it is given up. Up to a fifth is added by chance, so that many processes
 * don't knock in step.
 */
final class Backoff {
  /** Says that there is no further try. */
  static final long GIVE_UP = -1;

  private static final int RETRIES = 5;
  private static final long FIRST_NANOS = 100_000_000L;

  private final Jitter jitter;
  private int failures;
  private boolean staleForgiven;

  /**
   * A fresh budget.
   *
   * @param jitter shared by the lanes of a loop
   */
  Backoff(Jitter jitter) {
    this.jitter = jitter;
  }

  /** An event has come. */
  void succeeded() {
    failures = 0;
    staleForgiven = false;
  }

  /** One stale connection a poll is nobody's failure; true the first time. */
  boolean forgivesStale() {
    boolean first = !staleForgiven;
    staleForgiven = true;
    return first;
  }

  /** Nanoseconds to wait before the next try, or {@link #GIVE_UP}. */
  long failed() {
    failures++;
    if (failures > RETRIES) {
      return GIVE_UP;
    }
    if (failures == 1) {
      return 0;
    }
    long delay = FIRST_NANOS << (failures - 2);
    return delay + jitter.below(delay / 5);
  }

  /** Failures in a row. */
  int failures() {
    return failures;
  }
}
