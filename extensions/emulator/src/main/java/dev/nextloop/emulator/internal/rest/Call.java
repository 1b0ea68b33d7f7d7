package dev.nextloop.emulator.internal.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * One request, whole.
 *
 * @param path decoded path parameters
 * @param query decoded query parameters
 * @param headers as they came
 * @param body empty when there was none
 * @param requestId the id that the answer carries
 */
record Call(
    Map<String, String> path, MultiMap query, MultiMap headers, Buffer body, String requestId) {

  /** A query parameter that is there and not empty, or null. */
  String parameter(String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
