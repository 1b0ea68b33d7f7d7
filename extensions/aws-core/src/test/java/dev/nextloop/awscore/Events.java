package dev.nextloop.awscore;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;

/** What the tests with processes ask of the Runtime API. */
final class Events {
  static final Duration LIMIT = Duration.ofSeconds(40);
  static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

  private Events() {}

  /** A Runtime API with these events, which have a minute. */
  static ScriptedServer serving(String... events) {
    return ScriptedServer.serving(
        RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events));
  }

  /** The result of the event with this number, from 1. */
  static String response(ScriptedServer server, int count) {
    return server.awaitRequests(RuntimeCall.RESPONSE, count, LIMIT).get(count - 1).text();
  }

  /** The error with this number, from 1. */
  static RecordedRequest error(ScriptedServer server, int count) {
    return server.awaitRequests(RuntimeCall.ERROR, count, LIMIT).get(count - 1);
  }
}
