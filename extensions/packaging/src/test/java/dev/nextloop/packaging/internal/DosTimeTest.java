package dev.nextloop.packaging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DosTimeTest {
  private static final Instant FIRST = Instant.parse("1980-01-01T00:00:00Z");

  @Property
  void anyBitsAreATimeThatAZipCanHold(@ForAll int bits) {
    Instant time = new DosTime(bits).instant();

    assertThat(time).isBetween(FIRST, Instant.parse("2107-12-31T23:59:58Z"));
    assertThat(DosTime.of(time).instant()).isEqualTo(time);
  }

  @Example
  void bitsThatAreNoTimeAreTheFirstOne() {
    assertThat(new DosTime(0).instant()).isEqualTo(FIRST);
    assertThat(new DosTime(-1).instant()).isEqualTo(FIRST);
  }

  @Example
  void readsWhatTheSpecificationShows() {
    // 2024-02-29 13:37:58: year 44, month 2, day 29; hour 13, minute 37, 29 times two seconds.
    int bits = (44 << 9 | 2 << 5 | 29) << 16 | 13 << 11 | 37 << 5 | 29;

    assertThat(new DosTime(bits).instant()).isEqualTo(Instant.parse("2024-02-29T13:37:58Z"));
  }
}
