package dev.nextloop.middleware.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Invocation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long is waited behind each failure. */
class WaitsTest {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static Invocation called(String id) {
    return (Invocation)
        Proxy.newProxyInstance(
            Invocation.class.getClassLoader(),
            new Class<?>[] {Invocation.class},
            (proxy, method, arguments) -> id);
  }

  private static long millis(double jitter, int made) {
    return new Waits(FIRST, LONGEST, () -> jitter).behind(made, called("1")).toMillis();
  }

  @Test
  void doublesUpToTheLongest() {
    assertThat(IntStream.rangeClosed(1, 8).mapToLong(made -> millis(1, made)))
        .containsExactly(50L, 100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L);
    assertThat(millis(1, 100)).isEqualTo(2_000);
  }

  @Test
  void isCutByTheJitterWhateverThatGives() {
    assertThat(millis(0.5, 2)).isEqualTo(50);
    assertThat(millis(0, 2)).isZero();
    assertThat(millis(-7, 2)).isZero();
    assertThat(millis(7, 2)).isEqualTo(100);
    assertThat(millis(Double.NaN, 2)).isZero();
    assertThat(millis(Double.POSITIVE_INFINITY, 2)).isEqualTo(100);
  }

  @Test
  void isSpreadOverInvocationsAndAttemptsWithoutARandomGenerator() {
    Waits waits = new Waits(LONGEST, LONGEST, null);
    int[] tenths = new int[10];
    Set<Duration> all = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Duration wait = waits.behind(1, called(new UUID(i, 7L * i).toString()));
      all.add(wait);
      tenths[(int) (wait.toMillis() / 200)]++;
    }
    assertThat(all).hasSizeGreaterThan(990);
    assertThat(IntStream.of(tenths).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(50, 200));
    Invocation one = called("00000000-0000-4000-8000-000000000001");
    assertThat(waits.behind(1, one))
        .isEqualTo(waits.behind(1, one))
        .isNotEqualTo(waits.behind(2, one));
  }
}
