package dev.nextloop.samples.observability.show;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nextloop.samples.observability.show.Span.Kind;
import dev.nextloop.samples.observability.show.Span.Outcome;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class WaterfallTest {
  private static final long BEGIN = 1_790_000_000_000_000L;

  static Span span(String label, Kind kind, long from, long to, Span... children) {
    return new Span(
        label, kind, BEGIN + from, BEGIN + to, Outcome.FINE, Map.of(), List.of(children));
  }

  private static Span usual() {
    return span(
        "checkout",
        Kind.INVOCATION,
        0,
        100_000,
        span(
            "## handler",
            Kind.OWN,
            5_000,
            90_000,
            span("quote", Kind.OWN, 10_000, 40_000),
            span("GET /stock", Kind.CALL, 12_000, 40_000)));
  }

  static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  static List<Element> elements(Document svg, String tag, String style) {
    NodeList all = svg.getElementsByTagName(tag);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element each = (Element) all.item(i);
      if ((" " + each.getAttribute("class") + " ").contains(" " + style + " ")) {
        found.add(each);
      }
    }
    return found;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @Test
  void drawsOneBarForEachSpanInItsPlaceOnOneAxis() throws Exception {
    List<Element> bars = elements(parsed(Waterfall.of("1-a", usual())), "rect", "bar");

    assertThat(bars).hasSize(4);
    double left = number(bars.get(0), "x");
    double scale = number(bars.get(0), "width") / 100_000;
    assertThat(number(bars.get(2), "x")).isCloseTo(left + 10_000 * scale, within(0.02));
    assertThat(number(bars.get(2), "width")).isCloseTo(30_000 * scale, within(0.02));
    assertThat(bars).extracting(bar -> number(bar, "y")).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void keepsChildrenWithinTheTimesOfTheWhole() throws Exception {
    Span late = span("a", Kind.INVOCATION, 0, 50, span("b", Kind.CALL, -20, 90));

    List<Element> bars = elements(parsed(Waterfall.of("1-a", late)), "rect", "bar");

    assertThat(number(bars.get(1), "x")).isEqualTo(number(bars.get(0), "x"));
    assertThat(number(bars.get(1), "width")).isEqualTo(number(bars.get(0), "width"));
  }

  @Test
  void tellsFailuresByAWordToo() throws Exception {
    Span failed =
        new Span("pay", Kind.CALL, 0, 1_000, Outcome.THROTTLE, Map.of("shop", "main"), List.of());

    Document svg = parsed(Waterfall.of("1-a", failed));

    assertThat(elements(svg, "text", "mark").get(0).getTextContent()).contains("\u2716 throttle");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).contains("shop = main");
  }

  @Test
  void letsNoNameOutOfItsPlace() throws Exception {
    String evil = "</text><script>alert('1')</script>\"&\u0000\u001b[31m\ud800";

    String svg = Waterfall.of(evil, span(evil, Kind.OWN, 0, 0));

    assertThat(svg).doesNotContain("<script", "\u001b", "\u0000");
    assertThat(parsed(svg).getElementsByTagName("title").item(0).getTextContent())
        .startsWith("</text><script>alert('1')</script>\"&\ufffd\ufffd[31m\ufffd");
  }

  @Test
  void writesNumbersTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    String svg = Waterfall.of("1-a", usual());
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Waterfall.of("1-a", usual())).isEqualTo(svg);
    } finally {
      Locale.setDefault(before);
    }
  }
}
