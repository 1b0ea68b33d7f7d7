package dev.nextloop.internal.snapshot;

import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;

/** Another engine's loop with the one connection that needs no socket. */
record SampleEngine(LaneLoop loop, SampleApi api) implements Engine {
  @Override
  public RuntimeApi connect(Endpoint endpoint) {
    return api;
  }

  /** The loop is the other engine's. */
  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
