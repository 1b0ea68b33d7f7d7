package dev.nextloop.internal.loop;

/** Chance that is good enough to spread retries: a linear congruence. Loop only. */
final class Jitter {
  private long seed;

  Jitter(long seed) {
    this.seed = seed;
  }

  /** A number from 0 up to, not with, {@code most}; 0 for 0. */
  long below(long most) {
    seed = seed * 6364136223846793005L + 1442695040888963407L;
    return most == 0 ? 0 : (seed >>> 1) % most;
  }
}
