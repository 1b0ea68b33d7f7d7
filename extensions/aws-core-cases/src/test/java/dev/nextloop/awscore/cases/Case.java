package dev.nextloop.awscore.cases;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of {@code cases.csv}: one event for one function, on both clients. Lines that follow each
 * other with the same handler and settings are events of one execution environment.
 *
 * @param name what is shown, in a few words; unique
 * @param group signature, event, error, context or stream
 * @param handler the client's argument
 * @param settings variables of the environment as {@code NAME=value}, between blanks; {@code
 *     root=name} chooses a task root of {@link TaskRoots}
 * @param event the event's bytes, or the name of its file
 * @param headers further headers of the event, between {@code |}
 * @param differs the facts that are meant to differ, between commas; empty if none is
 * @param instead what Nextloop's values of these facts match, in the order of {@code differs} and a
 *     line each: a regular expression
 * @param reason why they are meant to differ
 */
@JsonPropertyOrder({
  "name",
  "group",
  "handler",
  "settings",
  "event",
  "headers",
  "differs",
  "instead",
  "reason"
})
record Case(
    String name,
    String group,
    String handler,
    String settings,
    String event,
    String headers,
    String differs,
    String instead,
    String reason) {

  private static final String ROOT = "root";

  /** All lines in their order. */
  static List<Case> all() {
    return read("cases.csv", Case.class);
  }

  /** The lines of a list beside this class, whose head names the components of {@code type}. */
  static <T> List<T> read(String list, Class<T> type) {
    CsvMapper mapper = new CsvMapper();
    mapper.enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS);
    CsvSchema schema =
        mapper.schemaFor(type).withHeader().withStrictHeaders(true).withQuoteChar('\'');
    try (InputStream bytes = Case.class.getResourceAsStream(list)) {
      return mapper.readerFor(type).with(schema).<T>readValues(bytes).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + list, e);
    }
  }

  /** The cases of each environment, in order. */
  static List<List<Case>> environments(List<Case> cases) {
    List<List<Case>> environments = new ArrayList<>();
    Case before = null;
    for (Case next : cases) {
      if (before == null || !before.sharesEnvironment(next)) {
        environments.add(new ArrayList<>());
      }
      environments.get(environments.size() - 1).add(next);
      before = next;
    }
    return environments;
  }

  private boolean sharesEnvironment(Case other) {
    return handler.equals(other.handler) && settings.equals(other.settings);
  }

  /** The function's own variables. */
  Map<String, String> variables() {
    Map<String, String> variables = pairs();
    variables.remove(ROOT);
    return variables;
  }

  /** The name of the task root. */
  String root() {
    return pairs().getOrDefault(ROOT, TaskRoots.PLAIN);
  }

  private Map<String, String> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : between(settings, " ")) {
      pairs.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return pairs;
  }

  /** The event as it goes over the wire. */
  byte[] eventBytes() throws IOException {
    if (!event.endsWith(".json")) {
      return event.getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream bytes = Case.class.getResourceAsStream("events/" + event)) {
      if (bytes == null) {
        throw new IOException("no file events/" + event + ", which " + name + " names");
      }
      return bytes.readAllBytes();
    }
  }

  String[] headerLines() {
    return between(headers, "|").toArray(String[]::new);
  }

  List<String> differingFacts() {
    return between(differs, ",");
  }

  private static List<String> between(String text, String separator) {
    return Arrays.stream(text.split("[" + separator + "]", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
