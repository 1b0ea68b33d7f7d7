package dev.nextloop.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.spi.LaneLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long a post of the web engine may wait. */
class PostPatienceTest {
  private static final long FOREVER = TimeUnit.DAYS.toNanos(30);

  private final Loop loop = new Loop();
  private final AtomicInteger lost = new AtomicInteger();
  private final PostPatience patience = new PostPatience(loop, lost::incrementAndGet);

  /** Its clock runs only as far as it is told. */
  private static final class Loop implements LaneLoop {
    private record Waiting(long due, Runnable task) {}

    private final Deque<Waiting> timers = new ArrayDeque<>();
    private long now;

    void pass(long seconds) {
      for (long i = 0; i < seconds; i++) {
        jump(TimeUnit.SECONDS.toNanos(1));
      }
    }

    /** What is due runs once, however late it is. */
    void jump(long nanos) {
      now += nanos;
      while (!timers.isEmpty() && timers.peek().due() <= now) {
        timers.poll().task().run();
      }
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public Timer timer(long delayNanos, Runnable task) {
      Waiting waiting = new Waiting(now + delayNanos, task);
      timers.add(waiting);
      return () -> timers.remove(waiting);
    }
  }

  @Test
  void isUsedUpAfterHalfAMinute() {
    patience.begin();
    loop.pass(30);
    assertThat(lost).hasValue(0);
    loop.pass(1);
    assertThat(lost).hasValue(1);
    loop.pass(100);
    assertThat(lost).hasValue(1);
  }

  @Test
  void countsAFreezeAsOneSecond() {
    patience.begin();
    loop.pass(10);
    loop.jump(FOREVER);
    loop.pass(19);
    assertThat(lost).hasValue(0);
    loop.pass(1);
    assertThat(lost).hasValue(1);
  }

  @Test
  void leavesNoTimerBehindWhenThePostIsAcknowledged() {
    patience.begin();
    loop.pass(10);
    patience.end();
    assertThat(loop.timers).isEmpty();
    patience.begin();
    loop.pass(30);
    assertThat(lost).hasValue(0);
  }
}
