package dev.nextloop.emulator.internal.rest;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections that wait too long for a request's head. A plain idle time-out would cut
 * invocations too, during which nothing is sent for minutes. Used on one event loop.
 */
final class SlowClients {
  private final Vertx vertx;
  private final long timeoutMillis;
  private final Map<HttpConnection, Long> waiting = new HashMap<>();

  SlowClients(Vertx vertx, long timeoutMillis) {
    this.vertx = vertx;
    this.timeoutMillis = timeoutMillis;
  }

  void watch(HttpServer server) {
    server.connectionHandler(
        connection -> {
          connection.closeHandler(closed -> stopWaiting(connection));
          waitFor(connection);
        });
  }

  /** A request's head is here. */
  void accept(RoutingContext context) {
    HttpConnection connection = context.request().connection();
    stopWaiting(connection);
    context.addEndHandler(
        done -> {
          if (done.succeeded()) {
            waitFor(connection);
          }
        });
  }

  private void waitFor(HttpConnection connection) {
    stopWaiting(connection);
    waiting.put(connection, vertx.setTimer(timeoutMillis, late -> connection.close()));
  }

  private void stopWaiting(HttpConnection connection) {
    Long timer = waiting.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }
}
