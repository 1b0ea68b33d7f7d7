package dev.nextloop.launch;

import dev.nextloop.EventHandler;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.internal.handover.HandoverEngine;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Starts Vert.x behind the first poll, which has left with the engine {@code direct}, and makes the
 * handler that waits for it. Loaded only where a handler or an option asks for Vert.x.
 */
final class Handover {
  private final Host host;
  private final NextloopOptions options;
  private final EventHandler<Body, Reply> handler;
  private final Nextloop.Builder client;
  private final Promise<Engine> second = Promise.promise();

  Handover(
      Host host,
      NextloopOptions options,
      EventHandler<Body, Reply> handler,
      Nextloop.Builder client) {
    this.host = host;
    this.options = options;
    this.handler = handler;
    this.client = client;
  }

  Engine engine(Engine first) {
    return new HandoverEngine(first, second.future());
  }

  /** Blocks while Vert.x starts; call when the first poll is on its way. */
  void startVertx(Nextloop nextloop) {
    try {
      Vertx vertx = VertxStart.vertx(client);
      if (handler instanceof VertxHandler waiting) {
        waiting.make(vertx);
      }
      second.complete(VertxStart.engine(host, options, vertx));
    } catch (Exception | Error e) {
      // Errors too: the function's own init may throw whatever it likes.
      if (handler instanceof VertxHandler waiting) {
        waiting.fail(e, nextloop::stop);
      }
      second.fail(e);
    }
  }
}
