package dev.nextloop.emulator.internal.rest;

import io.vertx.core.http.HttpServerRequest;

/** The error for a request that no operation took. */
final class Unserved {
  private Unserved() {}

  static AwsError error(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    String method = request.method().name();
    return OtherOperations.name(method, path, request.query())
        .map(
            operation ->
                new AwsError(
                    ErrorType.NOT_IMPLEMENTED, operation + " is not served by the local emulator."))
        .orElseGet(
            () ->
                new AwsError(
                    ErrorType.UNKNOWN_OPERATION,
                    "There is no operation %s %s".formatted(method, AwsError.shortened(path))));
  }
}
