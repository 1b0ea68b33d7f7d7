package dev.nextloop.cli.internal.demo;

import dev.nextloop.cli.internal.text.Redactor;
import dev.nextloop.cli.internal.text.Style;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Tells the demo to a person, scene by scene. */
final class DemoText {
  /** Lines of an answer or a log that are shown from its start, and as many from its end. */
  private static final int SHOWN_LINES = 24;

  private static final int SHOWN_COLUMNS = 240;

  private final PrintWriter out;
  private final Style style;
  private int scenes;

  DemoText(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  void opening(String endpoint) {
    out.println(style.bold("A custom runtime in a layer, three times over"));
    out.println("A local Lambda answers at " + endpoint + "; every function gets " + Scene.EVENT);
  }

  void scene(SceneResult result) {
    scenes++;
    Scene scene = result.scene();
    out.println();
    out.println(style.bold(scenes + "  " + scene.title()));
    line("layer", result.layerArn());
    line("function", result.functionArn() + ", handler " + scene.handler());
    Map<String, String> environment = new TreeMap<>(result.environment());
    environment.replaceAll((name, value) -> Redactor.secretName(name) ? "***" : value);
    line("environment", environment.toString());
    line(
        "status",
        result.first().status() + result.first().functionError().map(e -> ", " + e).orElse(""));
    block("answer", result.first().text());
    block("log", result.first().log());
    StringBuilder headers = new StringBuilder();
    result.first().headers().forEach((name, values) -> headers.append(header(name, values)));
    block("headers", headers.toString());
    if (result.script().ran() && result.script().right()) {
      line("python3", "scan_lambda.py got the same answer");
    } else {
      block("python3", result.script().output());
    }
    line("verdict", verdict(result));
    out.flush();
  }

  private static String header(String name, List<String> values) {
    String value = name.equals("x-amz-log-result") ? "(the log above)" : String.join(", ", values);
    return name + ": " + value + "\n";
  }

  private String verdict(SceneResult result) {
    String answer =
        result.right()
            ? style.good("right")
            : style.bad("WRONG, expected " + result.scene().expected());
    String leak =
        result.leaked().isEmpty()
            ? style.good("nothing leaked")
            : style.bad("leaked " + String.join(", ", result.leaked()));
    return answer + ", " + leak;
  }

  void comparison(List<SceneResult> results, double seconds) {
    out.println();
    out.println(style.bold("Side by side"));
    out.printf(
        "  %-16s %12s %12s %10s   %s%n", "", "first call", "next calls", "processes", "leaked");
    for (SceneResult result : results) {
      out.printf(
          Locale.ROOT,
          "  %-16s %9.1f ms %9.2f ms %10s   %s%n",
          result.scene().label(),
          result.first().millis(),
          result.load().medianMillis(),
          count(result.load().processes()),
          result.leaked().isEmpty() ? "nothing" : result.leaked().size() + " secret(s)");
    }
    out.println(
        style.dim(
            "  next calls: median of "
                + results.get(0).load().count()
                + ", one after the other. processes: started per call, threads included; the least"
                + " rise of the\n  machine's own count, since other programs can only add to it."));
    gain(results);
    out.printf(Locale.ROOT, "%nDone in %.1f s.%n", seconds);
    out.flush();
  }

  private void gain(List<SceneResult> results) {
    double theirs = results.get(0).load().medianMillis();
    double ours = results.get(1).load().medianMillis();
    if (theirs > 0 && ours > 0) {
      out.printf(
          Locale.ROOT,
          "%n  The same shell function answers %.1f times as fast with Nextloop as its bootstrap.%n",
          theirs / ours);
    }
  }

  private static String count(OptionalLong processes) {
    return processes.isPresent() ? Long.toString(processes.getAsLong()) : "unknown";
  }

  private void line(String name, String text) {
    out.printf("   %-12s %s%n", name, text);
  }

  private static String shortened(String line) {
    return line.length() <= SHOWN_COLUMNS
        ? line
        : line.substring(0, SHOWN_COLUMNS)
            + "... ("
            + (line.length() - SHOWN_COLUMNS)
            + " characters more)";
  }

  private void block(String name, String text) {
    List<String> lines =
        Redactor.clean(text).stripTrailing().lines().map(DemoText::shortened).toList();
    boolean whole = lines.size() <= 2 * SHOWN_LINES + 1;
    for (int i = 0; i < lines.size(); i++) {
      if (whole || i < SHOWN_LINES || i >= lines.size() - SHOWN_LINES) {
        line(i == 0 ? name : "", lines.get(i));
      } else if (i == SHOWN_LINES) {
        line("", style.dim("... " + (lines.size() - 2 * SHOWN_LINES) + " more lines ..."));
      }
    }
  }
}
