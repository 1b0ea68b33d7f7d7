package dev.nextloop.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a failed poll is tried again. */
class BackoffTest {
  private final Backoff backoff = new Backoff(new Jitter(7));

  @Test
  void isOnceImmediateThenDoublesThenGivesUp() {
    assertThat(backoff.failed()).isZero();
    for (long least = 100_000_000; least <= 800_000_000; least *= 2) {
      assertThat(backoff.failed()).isBetween(least, least + least / 5);
    }
    assertThat(backoff.failed()).isEqualTo(Backoff.GIVE_UP);
    assertThat(backoff.failures()).isEqualTo(6);
  }

  @Test
  void anEventRenewsTheBudget() {
    for (int i = 0; i < 5; i++) {
      backoff.failed();
    }
    backoff.succeeded();
    assertThat(backoff.failed()).isZero();
  }

  @Test
  void oneStaleConnectionIsForgivenUntilAnEventCame() {
    assertThat(backoff.forgivesStale()).isTrue();
    assertThat(backoff.forgivesStale()).isFalse();
    backoff.succeeded();
    assertThat(backoff.forgivesStale()).isTrue();
  }

  @Test
  void jitterStaysBelowItsBound() {
    Jitter jitter = new Jitter(Long.MIN_VALUE);
    for (int i = 0; i < 10_000; i++) {
      assertThat(jitter.below(20)).isBetween(0L, 19L);
    }
    assertThat(jitter.below(0)).isZero();
  }
}
