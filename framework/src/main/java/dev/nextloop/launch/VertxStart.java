package dev.nextloop.launch;

import dev.nextloop.internal.web.WebEngine;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The web engine of a stand-alone function, which owns its Vert.x instance; loaded when asked for.
 */
final class VertxStart {
  private VertxStart() {}

  static Engine webEngine(String userAgent) {
    Vertx vertx = Vertx.vertx();
    return new Owning(vertx, WebEngine.on(vertx, userAgent));
  }

  private record Owning(Vertx vertx, Engine engine) implements Engine {
    @Override
    public LaneLoop loop() {
      return engine.loop();
    }

    @Override
    public RuntimeApi connect(Endpoint endpoint) {
      return engine.connect(endpoint);
    }

    @Override
    public Future<Void> close() {
      return engine.close().eventually(vertx::close);
    }
  }
}
