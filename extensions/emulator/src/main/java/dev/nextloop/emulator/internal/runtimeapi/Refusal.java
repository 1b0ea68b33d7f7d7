package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.buffer.Buffer;

/**
 * An error answer of the Runtime API, byte for byte as AWS's Runtime Interface Emulator writes it.
 *
 * @param status HTTP status
 * @param body JSON and a line feed
 */
record Refusal(int status, Buffer body) {
  static final Refusal INVALID_REQUEST_ID = of(400, "Invalid request ID", "InvalidRequestID");
  static final Refusal INVALID_RESPONSE_MODE =
      of(400, "Invalid function response mode", "InvalidFunctionResponseMode");
  static final Refusal TOO_LARGE =
      of(
          413,
          "Exceeded maximum allowed payload size (" + RuntimeApiServer.MAX_PAYLOAD + " bytes).",
          "RequestEntityTooLarge");
  static final Refusal INTERNAL = of(500, "Internal Server Error", "InternalServerError");

  static Refusal transition(RuntimeState from, Call call) {
    return of(
        403,
        "State transition from "
            + from.text
            + " to "
            + call.target
            + " failed for runtime. Error: State transition is not allowed",
        "InvalidStateTransition");
  }

  private static Refusal of(int status, String message, String type) {
    return new Refusal(
        status,
        Buffer.buffer("{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n"));
  }
}
