package dev.nextloop.webclient.internal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The connections of pools, each with the event loop that it lives on. Safe for any thread. */
public final class Connections implements Handler<HttpConnection> {
  private static final Duration LAST_RESPONSE = Duration.ofSeconds(30);

  // Weak: a connection has one close handler only, and that is the user's.
  private final Map<HttpConnection, Context> live = new WeakHashMap<>();

  /** Takes note of a new connection; called on its event loop. */
  @Override
  public synchronized void handle(HttpConnection connection) {
    live.put(connection, Vertx.currentContext());
  }

  private synchronized Map<HttpConnection, Context> takeAll() {
    Map<HttpConnection, Context> all = new WeakHashMap<>(live);
    live.clear();
    return all;
  }

  /**
   * Takes all connections that there are out of their pools: idle ones are closed, others when the
   * response under way is complete.
   *
   * @return completes when no pool hands out any of them
   */
  public Future<Void> retire() {
    List<Future<Void>> retired = new ArrayList<>();
    takeAll().forEach((connection, context) -> retired.add(retire(connection, context)));
    return Future.join(retired).mapEmpty();
  }

  /** Always in a turn of its own, because the caller may stand within a pool's bookkeeping. */
  private static Future<Void> retire(HttpConnection connection, Context context) {
    Promise<Void> out = Promise.promise();
    context.runOnContext(
        turn -> {
          // On the connection's own loop a pool hears of it within the call.
          connection.shutdown(LAST_RESPONSE);
          out.complete();
        });
    return out.future();
  }
}
