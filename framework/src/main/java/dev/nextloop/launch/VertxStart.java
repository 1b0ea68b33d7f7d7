package dev.nextloop.launch;

import dev.nextloop.NextloopOptions;
import dev.nextloop.internal.socket.SocketEngine;
import dev.nextloop.internal.web.WebEngine;
import dev.nextloop.internal.wire.UserAgent;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * An engine of Vert.x's for a stand-alone function, which owns the instance; loaded when asked for.
 */
final class VertxStart {
  private VertxStart() {}

  static Engine engine(Host host, NextloopOptions options) {
    Vertx vertx = Vertx.vertx();
    String userAgent = UserAgent.of(host);
    Engine engine =
        options.engine() == NextloopOptions.EngineKind.WEB
            ? WebEngine.on(vertx, userAgent)
            : new SocketEngine(host, vertx, userAgent, options.pipelining());
    return new Owning(vertx, engine);
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
