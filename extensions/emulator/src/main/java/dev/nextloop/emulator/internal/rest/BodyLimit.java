package dev.nextloop.emulator.internal.rest;

import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/**
 * How long a call's body may be, and the error when it is longer.
 *
 * @param bytes the longest body
 * @param exceeded from the length found, or as much of it as was seen
 */
record BodyLimit(int bytes, Function<Long, AwsError> exceeded) {

  static BodyLimit of(int bytes) {
    return new BodyLimit(
        bytes,
        found ->
            new AwsError(
                ErrorType.REQUEST_TOO_LARGE,
                "Request must be smaller than %d bytes for this operation".formatted(bytes)));
  }

  /** An event's limit depends on who waits for the answer. */
  static BodyLimit ofInvocation(HttpServerRequest request) {
    String type = InvocationType.of(request.headers());
    int bytes = type.equals(InvocationType.EVENT) ? Limits.ASYNC_PAYLOAD : Limits.SYNC_PAYLOAD;
    return new BodyLimit(
        bytes,
        found ->
            new AwsError(
                ErrorType.PAYLOAD_TOO_LARGE,
                "%d byte payload is too large for the %s invocation type (limit %d bytes)"
                    .formatted(found, type, bytes)));
  }
}
