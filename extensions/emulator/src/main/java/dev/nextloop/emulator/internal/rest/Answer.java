package dev.nextloop.emulator.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a call is answered with.
 *
 * @param status HTTP status
 * @param headers beyond content type and request id
 * @param contentType of the body; null when there is none
 * @param body may be empty
 */
record Answer(int status, Map<String, String> headers, String contentType, Buffer body) {

  static Answer json(int status, JsonNode body) {
    return new Answer(
        status,
        Map.of(),
        "application/json",
        Buffer.buffer(body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), null, Buffer.buffer());
  }
}
