package dev.nextloop.emulator.internal.rest;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes answers and errors in AWS's REST-JSON form. */
final class Responder {
  private static final String REQUEST_ID = "X-Amzn-RequestId";

  private final Consumer<String> log;

  Responder(Consumer<String> log) {
    this.log = log;
  }

  /** The call's id: the caller's own when it sent a UUID, else a new one; the same every time. */
  String requestId(RoutingContext context) {
    String known = context.get(REQUEST_ID);
    if (known != null) {
      return known;
    }
    String id = UUID.randomUUID().toString();
    String wanted = context.request().getHeader(REQUEST_ID);
    context.put(REQUEST_ID, id);
    if (wanted != null) {
      if (!wanted.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
        throw new AwsError(ErrorType.INVALID_CONTENT, REQUEST_ID + " must be a UUID");
      }
      context.put(REQUEST_ID, wanted);
      return wanted;
    }
    return id;
  }

  void send(RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status()).putHeader(REQUEST_ID, requestId(context));
    answer.headers().forEach(response::putHeader);
    if (answer.contentType() != null) {
      response.putHeader("Content-Type", answer.contentType());
    }
    if (!context.request().isEnded()) {
      response.putHeader("Connection", "close");
    }
    response.end(answer.body());
  }

  void fail(RoutingContext context, Throwable failure) {
    AwsError error = failure instanceof AwsError known ? known : unknown(context, failure);
    HttpServerResponse response = context.response();
    if (response.headWritten()) {
      return;
    }
    response.putHeader("x-amzn-ErrorType", error.type().awsName);
    if (error.type() == ErrorType.TOO_MANY) {
      response.putHeader("Retry-After", "1");
    }
    send(context, Answer.json(error.type().status, Shapes.error(error)));
  }

  private AwsError unknown(RoutingContext context, Throwable failure) {
    log.accept(
        "%s %s failed: %s"
            .formatted(context.request().method(), context.normalizedPath(), failure));
    return new AwsError(
        ErrorType.SERVICE, "The emulator could not do this: " + failure.getMessage());
  }
}
