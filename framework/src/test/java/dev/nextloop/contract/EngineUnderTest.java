package dev.nextloop.contract;

import dev.nextloop.NextloopOptions.Pipelining;
import dev.nextloop.internal.direct.DirectEngine;
import dev.nextloop.internal.handover.HandoverEngine;
import dev.nextloop.internal.socket.SocketEngine;
import dev.nextloop.internal.web.WebEngine;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Every engine that must keep the contract; pipelining is off once, under {@code direct}. */
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
  SOCKET {
    @Override
    Engine start(Host host, Vertx vertx) {
      return new SocketEngine(host, vertx, "nextloop/test", Pipelining.AUTO);
    }
  },
  HANDOVER {
    @Override
    Engine start(Host host, Vertx vertx) {
      return new HandoverEngine(
          direct(host, Pipelining.AUTO), Future.succeededFuture(SOCKET.start(host, vertx)));
    }
  },
  WEB {
    @Override
    Engine start(Host host, Vertx vertx) {
      return WebEngine.on(host, vertx, "nextloop/test");
    }
  };

  /** Whether its lanes run on a Vert.x instance. */
  boolean isOnVertx() {
    return this == SOCKET || this == HANDOVER || this == WEB;
  }

  /** Whether a poll may be on its way before the answer ahead of it is acknowledged. */
  boolean pipelines() {
    return this == DIRECT || this == SOCKET || this == HANDOVER;
  }

  /** Over how many connections a lane goes when nothing is wrong. */
  int connections() {
    return this == HANDOVER ? 2 : 1;
  }

  /** Whether it hands its first event over while it comes. */
  boolean readsInParts() {
    return this != HANDOVER && this != WEB;
  }

  abstract Engine start(Host host, Vertx vertx);

  private static Engine direct(Host host, Pipelining pipelining) {
    try {
      return new DirectEngine(host, "nextloop/test", pipelining);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
