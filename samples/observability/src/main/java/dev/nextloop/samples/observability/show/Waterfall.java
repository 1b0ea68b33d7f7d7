package dev.nextloop.samples.observability.show;

import dev.nextloop.samples.observability.show.Span.Outcome;
import dev.nextloop.samples.observability.show.Span.Row;
import java.util.List;
import java.util.Locale;

/**
 * A trace as a picture: a bar for each span below its parent's, over one axis of time. It is SVG
 * that stands by itself, follows the reader's choice of dark or light, and tells failures by a mark
 * as well as by colour. All text in it is escaped.
 */
final class Waterfall {
  private static final int WIDTH = 960;
  private static final int LEFT = 270;
  private static final int RIGHT = 160;
  private static final int TOP = 92;
  private static final int ROW = 34;
  private static final int BAR = 20;
  private static final int INDENT = 16;
  private static final int DEEPEST = 8;
  private static final int LONGEST = 30;
  private static final int[] STEPS = {1, 2, 5};
  private static final int TICKS = 7;

  private static final String STYLE =
      """
      <style>
        svg { color-scheme: light dark; font: 14px system-ui, -apple-system, "Segoe UI", sans-serif }
        .paper { fill: #ffffff } .text { fill: #1f2328 } .quiet { fill: #59636e; font-size: 12px }
        .title { font-size: 18px; font-weight: 600 } .grid { stroke: #d1d9e0 }
        .invocation { fill: #818b98 } .own { fill: #1f883d } .call { fill: #0969da }
        .failed { fill: #cf222e } .mark { fill: #cf222e; font-size: 12px; font-weight: 600 }
        .stripe { fill: #f6f8fa }
        @media (prefers-color-scheme: dark) {
          .paper { fill: #0d1117 } .text { fill: #f0f6fc } .quiet { fill: #9198a1 }
          .grid { stroke: #3d444d } .invocation { fill: #656c76 } .own { fill: #3fb950 }
          .call { fill: #4493f8 } .failed { fill: #f85149 } .mark { fill: #ff7b72 }
          .stripe { fill: #151b23 }
        }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder(8192);
  private final Span whole;
  private final List<Row> rows;
  private final double scale;

  private Waterfall(Span whole) {
    this.whole = whole;
    this.rows = whole.rows();
    this.scale = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, whole.micros());
  }

  /**
   * Draws it.
   *
   * @param title above it
   * @param whole the outermost span; those within it that reach beyond it are cut off
   */
  static String of(String title, Span whole) {
    return new Waterfall(whole).draw(title);
  }

  private String draw(String title) {
    int bottom = TOP + rows.size() * ROW;
    int height = bottom + 56;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " role=\"img\" aria-label=\"Trace %s\">\n",
        WIDTH, height, WIDTH, height, escaped(title));
    svg.append(STYLE);
    add("<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", WIDTH, height);
    text(24, 36, "text title", "start", whole.label());
    text(24, 58, "quiet", "start", "Trace " + title);
    for (int i = 0; i < rows.size(); i += 2) {
      add(
          "<rect class=\"stripe\" x=\"8\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>\n",
          TOP + i * ROW, WIDTH - 16, ROW);
    }
    axis(bottom);
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), TOP + i * ROW);
    }
    legend(bottom + 32);
    return svg.append("</svg>\n").toString();
  }

  private void axis(int bottom) {
    long step = step(whole.micros());
    for (long at = 0; at <= whole.micros(); at += step) {
      double x = LEFT + at * scale;
      add(
          "<line class=\"grid\" x1=\"%.2f\" x2=\"%.2f\" y1=\"%d\" y2=\"%d\"/>\n",
          x, x, TOP - 6, bottom);
      text(x, TOP - 12, "quiet", "middle", millis(at));
    }
  }

  /** 1, 2 or 5 of some power of ten, so that no more than seven of them fit in. */
  private static long step(long micros) {
    for (long power = 1; ; power *= 10) {
      for (int step : STEPS) {
        if (step * power * TICKS >= micros || power > Long.MAX_VALUE / 1000) {
          return step * power;
        }
      }
    }
  }

  private void row(Row row, int y) {
    Span span = row.span();
    double from = x(span.start());
    double to = Math.max(x(span.end()), from + 1.5);
    boolean failed = span.outcome() != Outcome.FINE;
    String kind = failed ? "failed" : span.kind().name().toLowerCase(Locale.ROOT);
    add("<g><title>%s</title>\n", escaped(hint(span)));
    int depth = Math.min(row.depth(), DEEPEST);
    text(24 + INDENT * depth, y + 22, "text", "start", shortened(span.label(), depth));
    add(
        "<rect class=\"bar %s\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" rx=\"3\"/>\n",
        kind, from, y + (ROW - BAR) / 2, to - from, BAR);
    text(to + 6, y + 22, failed ? "mark" : "quiet", "start", millis(span.micros()) + mark(span));
    svg.append("</g>\n");
  }

  private double x(long micros) {
    long within = Math.min(Math.max(micros, whole.start()), whole.end());
    return LEFT + (within - whole.start()) * scale;
  }

  private static String mark(Span span) {
    return span.outcome() == Outcome.FINE
        ? ""
        : " \u2716 " + span.outcome().name().toLowerCase(Locale.ROOT);
  }

  private static String hint(Span span) {
    StringBuilder text = new StringBuilder(span.label());
    text.append(", ").append(millis(span.micros())).append(mark(span));
    span.annotations().forEach((key, value) -> text.append(", ").append(key + " = " + value));
    return text.toString();
  }

  private static String shortened(String label, int depth) {
    int longest = LONGEST - 2 * depth;
    int end =
        label.offsetByCodePoints(0, Math.min(longest - 1, label.codePointCount(0, label.length())));
    return end == label.length() ? label : label.substring(0, end) + "\u2026";
  }

  private void legend(int y) {
    int x = 24;
    for (String entry : List.of("invocation", "own", "call", "failed")) {
      add(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" rx=\"2\"/>\n",
          entry, x, y - 10);
      String words = entry.equals("own") ? "own work" : entry;
      text(x + 18, y, "quiet", "start", words);
      x += 36 + 7 * words.length();
    }
  }

  private void text(double x, double y, String style, String anchor, String words) {
    add(
        "<text class=\"%s\" x=\"%.2f\" y=\"%.2f\" text-anchor=\"%s\">%s</text>\n",
        style, x, y, anchor, escaped(words));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  private static String millis(long micros) {
    return micros % 1000 == 0
        ? micros / 1000 + " ms"
        : String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
  }

  /** What XML can't hold at all is shown as U+FFFD. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isText(point) ? point : 0xFFFD);
              }
            });
    return safe.toString();
  }

  private static boolean isText(int point) {
    return point >= 0x20
        && (point < 0x7F || point > 0x9F)
        && (point < 0xD800 || point > 0xDFFF)
        && (point & 0xFFFE) != 0xFFFE;
  }
}
