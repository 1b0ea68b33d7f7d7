package dev.nextloop;

import static org.assertj.core.api.Assertions.assertThat;

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
  void anEndlessOneIsNone() {
    assertThat(TraceHeader.parse("Root=" + ROOT + ";" + "x".repeat(2_048))).isEmpty();
    assertThat(TraceHeader.parse(null)).isEmpty();
  }
}
