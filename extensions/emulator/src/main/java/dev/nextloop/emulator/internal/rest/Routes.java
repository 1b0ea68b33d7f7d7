package dev.nextloop.emulator.internal.rest;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Puts operations behind their paths: reads the body within the operation's limit and answers. */
final class Routes {
  private final Router router;
  private final BodyReader bodies;
  private final Responder responder;

  Routes(Router router, BodyReader bodies, Responder responder) {
    this.router = router;
    this.bodies = bodies;
    this.responder = responder;
  }

  /** An operation that only looks. */
  void reads(HttpMethod method, String path, Function<Call, Answer> operation) {
    changes(method, path, call -> Future.succeededFuture(operation.apply(call)));
  }

  /** An operation with a small body. */
  void changes(HttpMethod method, String path, Function<Call, Future<Answer>> operation) {
    add(method, path, request -> BodyLimit.of(Limits.SMALL_BODY), operation);
  }

  /** An operation with a zip in its body. */
  void uploads(HttpMethod method, String path, Function<Call, Future<Answer>> operation) {
    add(method, path, request -> BodyLimit.of(Limits.UPLOAD), operation);
  }

  /** An operation with an event as its body; other methods on the path are refused. */
  void invocations(HttpMethod method, String path, Function<Call, Future<Answer>> operation) {
    add(method, path, BodyLimit::ofInvocation, operation);
    router
        .route(path)
        .handler(
            context -> {
              context.response().putHeader("Allow", method.name());
              responder.fail(
                  context,
                  new AwsError(ErrorType.METHOD_NOT_ALLOWED, "Only " + method + " is served here"));
            });
  }

  private void add(
      HttpMethod method,
      String path,
      Function<HttpServerRequest, BodyLimit> limit,
      Function<Call, Future<Answer>> operation) {
    router.route(method, path).handler(context -> serve(context, limit, operation));
  }

  private void serve(
      RoutingContext context,
      Function<HttpServerRequest, BodyLimit> limit,
      Function<Call, Future<Answer>> operation) {
    String requestId = responder.requestId(context);
    bodies
        .read(context, limit.apply(context.request()))
        .compose(
            body ->
                operation.apply(
                    new Call(
                        context.pathParams(),
                        context.queryParams(),
                        context.request().headers(),
                        body,
                        requestId)))
        .onSuccess(answer -> responder.send(context, answer))
        .onFailure(failure -> responder.fail(context, failure));
  }
}
