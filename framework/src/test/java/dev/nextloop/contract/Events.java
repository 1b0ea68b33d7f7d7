package dev.nextloop.contract;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;

/** Events as the Runtime API of a test hands them out, and the answers that came to them. */
final class Events {
  static final Duration LIMIT = Duration.ofSeconds(20);

  private Events() {}

  /** A deadline that no test reaches. */
  static long later() {
    return System.currentTimeMillis() + 60_000;
  }

  /** A Runtime API that serves these and behaves, until it is told otherwise. */
  static RuntimeApiScript api(String... events) {
    return RuntimeApiScript.serving(later(), events);
  }

  /** The event {@code number}, with further headers. */
  static byte[] event(int number, String body, String... headers) {
    return Replies.event(RuntimeApiScript.id(number), later(), Replies.text(body), headers);
  }

  /** What is sent in place of a usual answer. */
  static Script reply(byte[] bytes) {
    return Script.script().send(bytes);
  }

  static Script status(int code) {
    return reply(Replies.status(code));
  }

  /** Waits for responses and gives their bodies as text. */
  static List<String> responses(ScriptedServer server, int count) {
    return texts(server.awaitRequests(RuntimeCall.RESPONSE, count, LIMIT));
  }

  static List<String> texts(List<RecordedRequest> requests) {
    return requests.stream().map(RecordedRequest::text).toList();
  }

  /** Waits for the one answer to the event 1 and for the poll after it. */
  static RecordedRequest error(ScriptedServer server) {
    return server.awaitRequests(RuntimeCall.ERROR, 1, LIMIT).get(0);
  }

  static int count(ScriptedServer server, RuntimeCall call) {
    return server.requests(call).size();
  }
}
