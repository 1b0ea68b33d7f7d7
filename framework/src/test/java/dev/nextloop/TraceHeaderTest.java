package dev.nextloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** X-Ray's trace header. */
class TraceHeaderTest {
  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

  @Test
  void readsItsFieldsInAnyOrderAndKeepsTheWhole() {
    String value = "Sampled=1;Lineage=a:0;Parent=53995c3f42cd8ad8; Root=" + ROOT;
    assertThat(TraceHeader.parse(value))
        .hasValue(new TraceHeader(ROOT, "53995c3f42cd8ad8", true, value));
  }

  @Test
  void aMissingSampledIsNotSampledAndABadParentIsNone() {
    assertThat(TraceHeader.parse("Root=" + ROOT + ";Parent=xyz;"))
        .hasValueSatisfying(
            trace -> {
              assertThat(trace.sampled()).isFalse();
              assertThat(trace.parent()).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";;;",
        "Root=",
        "Root=1-5759e988-bd862e3fe1be46a99427279",
        "Root=2-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759g988-bd862e3fe1be46a994272793",
        "Parent=53995c3f42cd8ad8;Sampled=1"
      })
  void withoutAWellFormedRootThereIsNone(String value) {
    assertThat(TraceHeader.parse(value)).isEmpty();
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    String value = "Self=1-5759e988-self;Root=" + ROOT + ";Sampled=?;Lineage=a:1|b:2;x=y=z; odd";
    TraceHeader trace = TraceHeader.parse(value).orElseThrow();
    assertThat(trace).hasToString(value);
    assertThat(trace.isAsked()).isTrue();
    assertThat(trace.sampled()).isFalse();
    assertThat(trace.field("Self")).hasValue("1-5759e988-self");
    assertThat(trace.field("Lineage")).hasValue("a:1|b:2");
    assertThat(trace.field("x")).hasValue("y=z");
    assertThat(trace.field("odd")).isEmpty();
    assertThat(trace.field("Roo")).isEmpty();
  }

  @Test
  void goesOnUnderAnotherSegmentWithEveryOtherField() {
    TraceHeader trace =
        TraceHeader.parse(
                "Self=s;Sampled=0;Parent=53995c3f42cd8ad8;Lineage=a:1; x=y=z;Root=" + ROOT)
            .orElseThrow();
    TraceHeader under = trace.under("0123456789abcdef", true);
    assertThat(under)
        .hasToString(
            "Root=" + ROOT + ";Parent=0123456789abcdef;Sampled=1;Self=s;Lineage=a:1;x=y=z");
    assertThat(TraceHeader.parse(under.value())).hasValue(under);
    assertThatThrownBy(() -> trace.under("xyz", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 hex digits");
  }

  @Test
  void ofAFieldThatComesTwiceTheFirstCounts() {
    assertThat(TraceHeader.parse("Root=" + ROOT + ";Root=x;Sampled=1;Sampled=0").orElseThrow())
        .satisfies(
            trace -> {
              assertThat(trace.root()).isEqualTo(ROOT);
              assertThat(trace.sampled()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\nX-Evil: 1", "\t", "\u0000", "\u007f", "é", "\u2028"})
  void whatCouldNotStandInAHeaderIsNone(String evil) {
    assertThat(TraceHeader.parse("Root=" + ROOT + ";Lineage=" + evil)).isEmpty();
    assertThat(TraceHeader.parse("Root=" + ROOT + evil + ";Sampled=1")).isEmpty();
  }

  @Test
  void anEndlessOneIsNone() {
    assertThat(TraceHeader.parse("Root=" + ROOT + ";" + "x".repeat(2_048))).isEmpty();
    assertThat(TraceHeader.parse(null)).isEmpty();
  }
}
