package dev.nextloop.cli.internal.lambda;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one Invoke.
 *
 * @param status HTTP status; 200 also when the function failed
 * @param headers of the answer, names in lower case
 * @param payload the function's result or its error document
 * @param log the decoded log tail; empty when it was not asked for
 * @param took from sending the request to the last byte of the answer
 */
public record Answer(
    int status, Map<String, List<String>> headers, Buffer payload, String log, Duration took) {

  /** {@code X-Amz-Function-Error}: empty when the function answered. */
  public Optional<String> functionError() {
    return Optional.ofNullable(headers.get("x-amz-function-error")).map(values -> values.get(0));
  }

  /** The payload as UTF-8. */
  public String text() {
    return payload.toString(StandardCharsets.UTF_8);
  }

  /** The time in milliseconds. */
  public double millis() {
    return took.toNanos() / 1e6;
  }
}
