package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * What an invocation is answered with.
 *
 * @param kind how it came about
 * @param payload the bytes for the caller
 * @param contentType of the payload
 * @param errorType what failed, for the REPORT line; null for a response
 */
public record Answer(Kind kind, Buffer payload, String contentType, String errorType) {

  /** How an answer came about. */
  public enum Kind {
    /** Posted to {@code /response}. */
    RESPONSE,
    /** Posted to {@code /error}, or a response that the Runtime API refused. */
    ERROR,
    /** The runtime failed: its init, its process. Its environment is started again. */
    FAULT,
    /** The time limit passed. The environment is started again. */
    TIMEOUT
  }

  static Answer response(Buffer payload, String contentType) {
    return new Answer(Kind.RESPONSE, payload, contentType, null);
  }

  /** An error document of the platform's own. */
  public static Answer error(Kind kind, String errorType, String errorMessage) {
    Buffer body =
        new JsonObject().put("errorType", errorType).put("errorMessage", errorMessage).toBuffer();
    return new Answer(kind, body, "application/json", errorType);
  }

  /** The same answer, told in another kind. */
  public Answer as(Kind other) {
    return new Answer(other, payload, contentType, errorType);
  }
}
