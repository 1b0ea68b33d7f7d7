package dev.nextloop.samples.observability.show;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** What the function calls: prices, stock and shipments, each as slow as it always is. */
final class Shop {
  /** The article that can't be shipped. */
  static final String UNSHIPPABLE = "lamp";

  private Shop() {}

  /** Opens on a port that the system chooses. */
  static Future<HttpServer> open(Vertx vertx) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> serve(vertx, request))
        .listen(0, "127.0.0.1");
  }

  private static void serve(Vertx vertx, HttpServerRequest request) {
    String path = request.path();
    if (path.startsWith("/prices/")) {
      answer(vertx, request, 25, 200, "1250");
    } else if (path.startsWith("/stock/")) {
      answer(vertx, request, 40, 200, "12");
    } else if (path.endsWith(UNSHIPPABLE)) {
      answer(vertx, request, 15, 503, "");
    } else {
      answer(vertx, request, 15, 201, "");
    }
  }

  private static void answer(
      Vertx vertx, HttpServerRequest request, long millis, int status, String body) {
    vertx.setTimer(
        millis, late -> request.response().setStatusCode(status).end(body).onFailure(gone -> {}));
  }
}
