package dev.nextloop.launch;

import dev.nextloop.EventHandler;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.internal.socket.SocketEngine;
import dev.nextloop.internal.web.WebEngine;
import dev.nextloop.internal.wire.UserAgent;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.List;
import java.util.function.Supplier;

/**
 * Vert.x for a stand-alone function, which owns the instance; loaded when an engine or a handler
 * asks for it.
 */
final class VertxStart {
  private VertxStart() {}

  /** A Vert.x instance without what a function has no use for and a cold start would pay for. */
  static Vertx vertx(Nextloop.Builder client) {
    FileSystemOptions files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return client.newVertx(new VertxOptions().setFileSystemOptions(files));
  }

  /**
   * Vert.x, and the handler that needs it, before anything is polled.
   *
   * @param direct stays the engine where the options say so; closed with the engine in any case
   */
  static Engine before(
      Engine direct,
      Host host,
      NextloopOptions options,
      EventHandler<Body, Reply> handler,
      Nextloop.Builder client)
      throws Exception {
    Vertx vertx = vertx(client);
    if (handler instanceof VertxHandler waiting) {
      waiting.make(vertx);
    }
    if (options.engine() == NextloopOptions.EngineKind.DIRECT) {
      return new Owning(direct, List.of(vertx::close));
    }
    return new Owning(engine(host, options, vertx), List.of(direct::close));
  }

  /** An engine that closes the instance behind itself. */
  static Engine engine(Host host, NextloopOptions options, Vertx vertx) {
    String userAgent = UserAgent.of(host);
    Engine engine =
        options.engine() == NextloopOptions.EngineKind.WEB
            ? WebEngine.on(host, vertx, userAgent)
            : new SocketEngine(host, vertx, userAgent, options.pipelining());
    return new Owning(engine, List.of(vertx::close));
  }

  private record Owning(Engine engine, List<Supplier<Future<Void>>> closedWithIt)
      implements Engine {
    @Override
    public LaneLoop loop() {
      return engine.loop();
    }

    @Override
    public RuntimeApi connect(Endpoint endpoint) {
      return engine.connect(endpoint);
    }

    @Override
    public Engine another() {
      return engine.another();
    }

    @Override
    public Future<Void> close() {
      Future<Void> closed = engine.close();
      for (Supplier<Future<Void>> other : closedWithIt) {
        closed = closed.eventually(other);
      }
      return closed;
    }
  }
}
