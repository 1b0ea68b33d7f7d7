package dev.nextloop.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F11, F12, F120: how many seconds of silence end a call, on a loop that the test turns. */
class PatienceTest {
  private final FakeHost host = new FakeHost();
  private final AtomicInteger lost = new AtomicInteger();
  private ManualLoop loop;
  private Patience patience;

  @BeforeEach
  void open() {
    loop = new ManualLoop(host);
    patience = new Patience(host, loop, lost::incrementAndGet);
  }

  private void pass(int seconds, int millisEach) {
    for (int i = 0; i < seconds; i++) {
      host.freeze(millisEach);
      loop.runTimers();
    }
  }

  private void assertLostAfter(int seconds) {
    pass(seconds - 1, 1_000);
    assertThat(lost).hasValue(0);
    pass(1, 1_000);
    assertThat(lost).hasValue(1);
    pass(100, 1_000);
    assertThat(lost).hasValue(1);
  }

  @Test
  void endsAConnectionThatIsNotMade() {
    patience.connecting();
    assertLostAfter(2);
  }

  @Test
  void endsAPostThatIsNotAcknowledged() {
    patience.posting();
    assertLostAfter(31);
  }

  @Test
  void givesAHeadAsAWholeNoMoreThanItsTime() {
    patience.progress(false, false);
    pass(20, 1_000);
    patience.progress(false, false);
    assertLostAfter(11);
  }

  @Test
  void givesABodyNewTimeWithEveryByte() {
    patience.progress(false, false);
    pass(20, 1_000);
    for (int i = 0; i < 10; i++) {
      patience.progress(false, true);
      pass(60, 1_000);
    }
    patience.progress(false, true);
    assertLostAfter(61);
  }

  @Test
  void waitsForEverBetweenAndBeforeResponses() {
    patience.posting();
    pass(20, 1_000);
    patience.endless();
    pass(10_000, 1_000);
    assertThat(lost).hasValue(0);
    patience.posting();
    assertLostAfter(31);
  }

  @Test
  void doesNotCountASecondThatWasSpentFrozen() {
    patience.posting();
    pass(1_000, 3_600_000);
    assertLostAfter(31);
  }

  @Test
  void endsNothingAfterItsOwner() {
    patience.posting();
    patience.stop();
    pass(100, 1_000);
    assertThat(lost).hasValue(0);
  }
}
