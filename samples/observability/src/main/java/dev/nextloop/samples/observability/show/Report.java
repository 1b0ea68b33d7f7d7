package dev.nextloop.samples.observability.show;

import dev.nextloop.samples.observability.show.Span.Outcome;
import dev.nextloop.samples.observability.show.Span.Row;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What was seen, as text for a terminal.
 *
 * @param ink its colours
 */
record Report(Ink ink) {
  private static final int WIDTH = 48;
  private static final Set<String> HEAD =
      Set.of("timestamp", "level", "message", "requestId", "traceId", "logger", "stackTrace");

  String of(Seen seen) {
    StringBuilder text = new StringBuilder(4096);
    Invoked shown = seen.shown();
    line(text, ink.bold("The log") + " of invocation " + shown.requestId() + ", which failed");
    seen.log().forEach(record -> line(text, "  " + record(record)));
    line(text, "");
    line(text, ink.bold("The metrics") + " of all " + seen.invoked().size() + " invocations");
    line(text, ink.dim(row("metric", "unit", "values", "sum", "least", "greatest")));
    seen.metrics().forEach(metric -> line(text, row(metric)));
    line(text, "");
    line(text, ink.bold("The trace") + " " + shown.traceId() + " of that invocation");
    shown.trace().rows().forEach(row -> line(text, "  " + bar(row, shown.trace())));
    line(text, "");
    line(text, "Drawn in " + seen.drawing());
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  private String record(JsonObject record) {
    String level = record.getString("level");
    StringBuilder text = new StringBuilder();
    String time = record.getString("timestamp", "");
    text.append(ink.dim(time.substring(time.indexOf('T') + 1))).append(' ');
    String padded = String.format(Locale.ROOT, "%-5s", level);
    text.append(level.equals("INFO") ? padded : ink.bad(padded)).append(' ');
    text.append(plain(String.valueOf(record.getValue("message"))));
    for (Map.Entry<String, Object> field : record) {
      if (!HEAD.contains(field.getKey())) {
        text.append(ink.dim(" " + plain(field.getKey() + "=" + field.getValue())));
      }
    }
    return text.toString();
  }

  private static String row(Metric metric) {
    return row(
        metric.name(),
        metric.unit(),
        Long.toString(metric.count()),
        number(metric.sum()),
        number(metric.least()),
        number(metric.greatest()));
  }

  private static String row(
      String name, String unit, String count, String sum, String least, String greatest) {
    return String.format(
        Locale.ROOT, "  %-42s %-12s %6s %10s %10s %10s", name, unit, count, sum, least, greatest);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private String bar(Row row, Span whole) {
    Span span = row.span();
    double scale = (double) WIDTH / Math.max(1, whole.micros());
    int from = (int) Math.floor((span.start() - whole.start()) * scale);
    int to = (int) Math.ceil((span.end() - whole.start()) * scale);
    from = Math.min(Math.max(from, 0), WIDTH - 1);
    to = Math.min(Math.max(to, from + 1), WIDTH);
    String name = "  ".repeat(row.depth()) + plain(span.label());
    return String.format(Locale.ROOT, "%-30s ", name)
        + " ".repeat(from)
        + painted(span, "=".repeat(to - from))
        + " ".repeat(WIDTH - to)
        + String.format(Locale.ROOT, " %7.1f ms", span.micros() / 1000.0)
        + mark(span);
  }

  private String painted(Span span, String bar) {
    if (span.outcome() != Outcome.FINE) {
      return ink.bad(bar.replace('=', 'x'));
    }
    return switch (span.kind()) {
      case CALL -> ink.call(bar);
      case OWN -> ink.own(bar);
      case INVOCATION -> bar;
    };
  }

  private String mark(Span span) {
    return span.outcome() == Outcome.FINE
        ? ""
        : " " + ink.bad(span.outcome().name().toLowerCase(Locale.ROOT));
  }

  /** A terminal must not be led by what is in a log. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** The same for programs. */
  static JsonObject json(Seen seen) {
    Invoked shown = seen.shown();
    return new JsonObject()
        .put("invocations", seen.invoked().size())
        .put("failures", seen.invoked().stream().filter(Invoked::failed).count())
        .put("requestId", shown.requestId())
        .put("traceId", shown.traceId())
        .put("log", seen.log())
        .put("metrics", seen.metrics().stream().map(JsonObject::mapFrom).toList())
        .put("trace", JsonObject.mapFrom(shown.trace()))
        .put("svg", seen.drawing().toString());
  }

  /** What helps when something was not seen: the function's whole log. */
  static String failure(ShowFailure failure, List<String> log) {
    return "show: " + failure.getMessage() + "\n" + String.join("\n", log) + "\n";
  }
}
