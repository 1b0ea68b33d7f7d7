package dev.nextloop.powertools;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a function did.
 *
 * @param answers each invocation's answer under its request id, as {@link #posted} writes it
 * @param lines what was printed, as {@link Printed} writes it
 */
record Outcome(Map<String, String> answers, List<String> lines) {
  private static final String COLD = "\"cold_start\":true";
  private static final String COLD_NOT = "\"cold_start\":false";

  static Outcome of(ScriptedServer server, List<String> printed) {
    Map<String, String> answers = new TreeMap<>();
    server.requests(RuntimeCall.RESPONSE).forEach(post -> put(answers, post));
    server.requests(RuntimeCall.ERROR).forEach(post -> put(answers, post));
    return new Outcome(answers, Printed.lines(printed));
  }

  /** The same with its lines in an order that does not depend on when what ran. */
  Outcome sorted() {
    return new Outcome(answers, lines.stream().sorted().toList());
  }

  /** The ids of the invocations that Powertools called the first. */
  Set<String> coldInvocations() {
    return lines.stream()
        .filter(line -> line.contains(COLD))
        .map(line -> line.replaceAll(".*\"function_request_id\":\"([^\"]*)\".*", "$1"))
        .collect(Collectors.toSet());
  }

  /** The same with no invocation called the first: which is, is chance where many begin at once. */
  Outcome warm() {
    return new Outcome(answers, lines.stream().map(line -> line.replace(COLD, COLD_NOT)).toList());
  }

  private static void put(Map<String, String> answers, RecordedRequest post) {
    String before = answers.put(RuntimeCall.requestId(post), posted(post));
    if (before != null) {
      throw new AssertionError("answered twice: " + post);
    }
  }

  private static String posted(RecordedRequest post) {
    return "%s %s %s"
        .formatted(
            RuntimeCall.of(post),
            post.header("Lambda-Runtime-Function-Error-Type"),
            Printed.line(post.text()));
  }
}
