package dev.nextloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text is read without harm, and what is read goes on as it came. */
class TraceHeaderPropertyTest {
  private static final String ID = "0123456789abcdef";

  @Provide
  Arbitrary<String> headers() {
    Arbitrary<String> hex = Arbitraries.strings().withChars("0123456789abcdefg").ofMaxLength(25);
    Arbitrary<String> root = Combinators.combine(hex, hex).as((a, b) -> "Root=1-" + a + "-" + b);
    Arbitrary<String> good = Arbitraries.just("Root=1-5759e988-bd862e3fe1be46a994272793");
    Arbitrary<String> other =
        Combinators.combine(
                Arbitraries.of("Parent", "Sampled", "Lineage", "Self", "x", "", " "),
                Arbitraries.of("=", "==", ""),
                Arbitraries.strings().ascii().ofMaxLength(20))
            .as((name, equals, value) -> name + equals + value);
    return Arbitraries.oneOf(root, good, other, other)
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join(";", parts));
  }

  @Property
  void nothingThatIsReadCanEndAHeader(@ForAll("headers") String value) {
    Optional<TraceHeader> trace = TraceHeader.parse(value);
    trace.ifPresent(
        read -> {
          assertThat(read.value()).isEqualTo(value).matches("[ -~]*");
          assertThat(read.root()).matches("1-[0-9a-fA-F]{8}-[0-9a-fA-F]{24}");
        });
  }

  @Property
  void whatGoesOnUnderAnotherSegmentIsReadAgainAsTheSame(@ForAll("headers") String value) {
    TraceHeader.parse(value)
        .ifPresent(
            read -> {
              TraceHeader under = read.under(ID, true);
              assertThat(TraceHeader.parse(under.value())).hasValue(under);
              assertThat(under.root()).isEqualTo(read.root());
              assertThat(under.field("Lineage")).isEqualTo(read.field("Lineage"));
              assertThat(under.field("Self")).isEqualTo(read.field("Self"));
            });
  }
}
