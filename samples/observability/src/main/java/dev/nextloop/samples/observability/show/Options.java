package dev.nextloop.samples.observability.show;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line says.
 *
 * @param svg where the trace is drawn
 */
record Options(boolean help, boolean json, Path svg) {
  static final String HELP =
      """
      Usage: show [--json] [--svg FILE]

      Runs a function on a local Lambda, five invocations of which one fails, and shows the log and
      the trace of that one, and the metrics of all.

        --json      write all of it as one JSON object
        --svg FILE  draw the trace there instead of in target/trace.svg
        --help      this text

      Exit code: 0 when log, metrics and trace were seen, 1 when not, 2 for a wrong command line.
      """;

  /**
   * Reads it.
   *
   * @param usual where the trace is drawn when nothing else is said
   * @throws IllegalArgumentException says which word is wrong
   */
  static Options of(List<String> words, Path usual) {
    boolean help = false;
    boolean json = false;
    Path svg = usual;
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--help", "-h" -> help = true;
        case "--json" -> json = true;
        case "--svg" -> {
          if (!rest.hasNext()) {
            throw new IllegalArgumentException("--svg needs the name of a file behind it");
          }
          svg = Path.of(rest.next());
        }
        default ->
            throw new IllegalArgumentException(
                word + " is none of --json, --svg FILE and --help; see show --help");
      }
    }
    return new Options(help, json, svg);
  }
}
