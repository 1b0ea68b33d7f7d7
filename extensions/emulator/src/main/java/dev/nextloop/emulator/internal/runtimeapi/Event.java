package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * One invocation as {@code GET /runtime/invocation/next} hands it out.
 *
 * @param requestId id of the invocation
 * @param payload the event's bytes
 * @param contentType of the payload
 * @param deadlineMs when the invocation's time ends, milliseconds since 1970
 * @param functionArn ARN as invoked
 * @param traceId X-Ray header value, or null
 * @param clientContext JSON text, or null
 */
public record Event(
    String requestId,
    Buffer payload,
    String contentType,
    long deadlineMs,
    String functionArn,
    String traceId,
    String clientContext) {

  private static final CharSequence REQUEST_ID =
      HttpHeaders.createOptimized("Lambda-Runtime-Aws-Request-Id");
  private static final CharSequence DEADLINE =
      HttpHeaders.createOptimized("Lambda-Runtime-Deadline-Ms");
  private static final CharSequence ARN =
      HttpHeaders.createOptimized("Lambda-Runtime-Invoked-Function-Arn");
  private static final CharSequence TRACE = HttpHeaders.createOptimized("Lambda-Runtime-Trace-Id");
  private static final CharSequence CLIENT_CONTEXT =
      HttpHeaders.createOptimized("Lambda-Runtime-Client-Context");

  /** Writes the headers; an absent or empty value writes none. */
  void writeTo(MultiMap headers) {
    headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    headers.set(REQUEST_ID, requestId);
    headers.set(DEADLINE, Long.toString(deadlineMs));
    set(headers, ARN, functionArn);
    set(headers, TRACE, traceId);
    set(headers, CLIENT_CONTEXT, clientContext);
  }

  private static void set(MultiMap headers, CharSequence name, String value) {
    if (value != null && !value.isEmpty()) {
      headers.set(name, onOneLine(value));
    }
  }

  /**
   * UTF-8 bytes go out as they are, one char a byte; a line break would end the header, and in JSON
   * it can only stand where a blank may.
   */
  private static String onOneLine(String value) {
    String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return bytes.replaceAll("[\\x00-\\x1f\\x7f]", " ");
  }
}
