package dev.nextloop.samples.observability.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.samples.observability.show.Span.Kind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.w3c.dom.Document;

class WaterfallPropertyTest {
  @Property(tries = 300)
  void isWellFormedWhateverNamesAndTimesAre(
      @ForAll String name, @ForAll short from, @ForAll int length) throws Exception {
    Span inner = WaterfallTest.span(name, Kind.CALL, from, from + Math.abs((long) length));
    Span whole = WaterfallTest.span("all", Kind.INVOCATION, 0, 1_000, inner);

    Document svg = WaterfallTest.parsed(Waterfall.of(name, whole));

    assertThat(WaterfallTest.elements(svg, "rect", "bar")).hasSize(2);
  }
}
