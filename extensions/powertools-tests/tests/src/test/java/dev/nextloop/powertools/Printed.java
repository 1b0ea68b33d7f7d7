package dev.nextloop.powertools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Printed lines without what differs from run to run (times, threads, random ids, and the order of
 * fields, for which a serializer asks the JVM), without the frames below the handler, which are the
 * client's own, and without what AWS's client alone says when it starts several threads.
 */
final class Printed {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final Set<String> TIMES =
      Set.of(
          "timestamp",
          "Timestamp",
          "start_time",
          "end_time",
          "expiration",
          "in_progress_expiration",
          ":now",
          ":now_milliseconds",
          ":expiry");
  private static final String CLIENTS =
      "(com\\.amazonaws\\.services\\.lambda\\.runtime\\.api\\.|java\\.|jdk\\.|lambdainternal\\."
          + "|dev\\.nextloop\\.(?!powertools)|io\\.vertx\\.|io\\.netty\\.).*";
  private static final Predicate<String> CLIENT_FRAME =
      Pattern.compile("\\tat (java\\.base/)?" + CLIENTS).asMatchPredicate();
  private static final Predicate<String> CLIENT_METHOD =
      Pattern.compile(CLIENTS).asMatchPredicate();
  private static final Predicate<String> RANDOM_ID =
      Pattern.compile("[0-9a-f]{16}").asMatchPredicate();
  private static final Pattern ANNOUNCEMENT =
      Pattern.compile("^Starting \\d+ concurrent function handler threads\\.");
  private static final Pattern TIME_AND_THREAD =
      Pattern.compile(
          "^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\[[^]]*]|^\\w{3} \\d+, \\d{4} [\\d:]+ [AP]M");
  private static final Pattern MORE_FRAMES = Pattern.compile("^\\t\\.\\.\\. \\d+ more$");

  // Log4j walks the stack up from the client's frames, and marks what it had to look up by name
  // because one of those is hidden, as a lambda's is.
  private static final Pattern LOOKED_UP = Pattern.compile("(?<=\\)) ~(?=\\[)");

  private Printed() {}

  static List<String> lines(List<String> lines) {
    return lines.stream()
        .filter(line -> !ANNOUNCEMENT.matcher(line).matches())
        .map(line -> ANNOUNCEMENT.matcher(line).replaceFirst(""))
        .filter(CLIENT_FRAME.negate())
        .map(Printed::line)
        .toList();
  }

  /** One line, JSON or not. */
  static String line(String line) {
    if (!line.startsWith("{")) {
      String timeless = TIME_AND_THREAD.matcher(line).replaceFirst("(time)");
      String named = LOOKED_UP.matcher(timeless).replaceFirst(" ");
      return MORE_FRAMES.matcher(named).replaceFirst("\t... more");
    }
    try {
      return json(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return line;
    }
  }

  /** {@code node} in one line; it is changed. */
  static String json(JsonNode node) throws JsonProcessingException {
    return JSON.writeValueAsString(JSON.treeToValue(plain(node), Object.class));
  }

  private static JsonNode plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      names(object).forEach(name -> plain(object, name, object.get(name)));
    } else if (node instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (CLIENT_METHOD.test(array.get(i).path("label").asText())) {
          array.remove(i);
        }
      }
    }
    node.forEach(Printed::plain);
    return node;
  }

  private static void plain(ObjectNode object, String name, JsonNode value) {
    if (TIMES.contains(name)) {
      object.put(name, "(time)");
    } else if (name.equals("id") && RANDOM_ID.test(value.asText())) {
      object.put(name, "(id)");
    } else if (name.equals("stack") && value.isTextual()) {
      object.put(name, String.join("\n", lines(value.textValue().lines().toList())));
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
