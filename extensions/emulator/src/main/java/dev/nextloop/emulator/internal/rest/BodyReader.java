package dev.nextloop.emulator.internal.rest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads bodies: none longer than its limit, all of them together not more than {@link
 * Limits#ALL_BODIES}, each within a time. Used on one event loop.
 */
final class BodyReader {
  private final Vertx vertx;
  private final long timeoutMillis;
  private long held;

  BodyReader(Vertx vertx, long timeoutMillis) {
    this.vertx = vertx;
    this.timeoutMillis = timeoutMillis;
  }

  /** The body; what it holds is given back when the call is answered. */
  Future<Buffer> read(RoutingContext context, BodyLimit limit) {
    HttpServerRequest request = context.request();
    long declared = declaredLength(request);
    if (declared > limit.bytes()) {
      return Future.failedFuture(limit.exceeded().apply(declared));
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    context.addEndHandler(done -> held -= body.length());
    request.handler(
        chunk -> {
          if (body.length() + (long) chunk.length() > limit.bytes()) {
            whole.tryFail(limit.exceeded().apply(body.length() + (long) chunk.length()));
          } else if (held + chunk.length() > Limits.ALL_BODIES) {
            whole.tryFail(new AwsError(ErrorType.TOO_MANY, "Too many large requests at a time."));
          } else if (!whole.future().isComplete()) {
            held += chunk.length();
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(end -> whole.tryComplete(body));
    request.exceptionHandler(whole::tryFail);
    long timer =
        vertx.setTimer(
            timeoutMillis,
            late ->
                whole.tryFail(
                    new AwsError(
                        ErrorType.TIMEOUT,
                        "The request's body did not come within %d ms".formatted(timeoutMillis))));
    return whole.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }
}
