package dev.nextloop.contract;

import dev.nextloop.NextloopOptions.Pipelining;
import dev.nextloop.internal.direct.DirectEngine;
import dev.nextloop.internal.web.WebEngine;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Every engine that must keep the contract, and {@code direct} in both of its ways. */
enum EngineUnderTest {
  DIRECT {
    @Override
    Engine start(Host host, Vertx vertx) {
      return direct(host, Pipelining.AUTO);
    }
  },
  DIRECT_IN_TURN {
    @Override
    Engine start(Host host, Vertx vertx) {
      return direct(host, Pipelining.OFF);
    }
  },
  WEB {
    @Override
    Engine start(Host host, Vertx vertx) {
      return WebEngine.on(vertx, "nextloop/test");
    }
  };

  abstract Engine start(Host host, Vertx vertx);

  private static Engine direct(Host host, Pipelining pipelining) {
    try {
      return new DirectEngine(host, "nextloop/test", pipelining);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
