package dev.nextloop.contract;

import dev.nextloop.internal.direct.DirectEngine;
import dev.nextloop.internal.web.WebEngine;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Every engine that must keep the contract. */
enum EngineUnderTest {
  DIRECT {
    @Override
    Engine start(Host host, Vertx vertx) {
      try {
        return new DirectEngine(host, "nextloop/test");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  WEB {
    @Override
    Engine start(Host host, Vertx vertx) {
      return WebEngine.on(vertx, "nextloop/test");
    }
  };

  abstract Engine start(Host host, Vertx vertx);
}
