package dev.nextloop.internal.web;

import dev.nextloop.internal.vertx.VertxLoop;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Engine 3: Vert.x Web Client; the reference that the fast engines are held against. */
public final class WebEngine implements Engine {
  private final Vertx vertx;
  private final VertxLoop loop;
  private final String userAgent;

  private WebEngine(Vertx vertx, String userAgent) {
    this.vertx = vertx;
    this.loop = new VertxLoop(vertx);
    this.userAgent = userAgent;
  }

  /**
   * An engine on an event loop of this instance: the caller's, if there is one.
   *
   * @param vertx not closed
   * @param userAgent sent with every request
   */
  public static Engine on(Vertx vertx, String userAgent) {
    return new WebEngine(vertx, userAgent);
  }

  @Override
  public LaneLoop loop() {
    return loop;
  }

  @Override
  public RuntimeApi connect(Endpoint endpoint) {
    return new WebClientApi(vertx, loop, endpoint, userAgent);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
