package dev.nextloop.webclient.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Names of hosts for metrics. */
class HostsTest {

  @Test
  void areTheFirstOnesInLowerCaseAndThenOneForAllOthers() {
    Hosts hosts = new Hosts(2);
    assertThat(hosts.name("B.example")).isEqualTo("b.example");
    assertThat(hosts.name("a")).isEqualTo("a");
    assertThat(hosts.name("c")).isEqualTo("other");
    assertThat(hosts.name("A")).isEqualTo("a");
    assertThat(hosts.name("b.EXAMPLE")).isEqualTo("b.example");
  }

  @Property
  void areNeverMoreThanTheLimit(
      @ForAll @IntRange(min = 1, max = 20) int most, @ForAll List<String> all) {
    Hosts hosts = new Hosts(most);
    Set<String> names = new HashSet<>();
    all.forEach(host -> names.add(hosts.name(host)));
    assertThat(names.size()).isLessThanOrEqualTo(most + 1);
  }
}
