package dev.nextloop.internal.handover;

import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;

/**
 * Polls with an engine that is there at once while another one starts, and moves the lanes over
 * when they have answered their first event. So a function that needs Vert.x asks for its first
 * event as early as one that doesn't.
 */
public final class HandoverEngine implements Engine {
  private final Engine first;
  private final Future<Engine> second;
  private final HandoverLoop loop;

  /**
   * An engine of two; both are closed with it.
   *
   * @param second completes on any thread; when it fails, events stay with the first engine
   */
  public HandoverEngine(Engine first, Future<Engine> second) {
    this.first = first;
    this.second = second;
    this.loop = new HandoverLoop(first.loop());
  }

  @Override
  public LaneLoop loop() {
    return loop;
  }

  @Override
  public RuntimeApi connect(Endpoint endpoint) {
    return new HandoverApi(loop, first.connect(endpoint), () -> move(endpoint));
  }

  /** Connects a lane to the second engine; the first lane to ask moves the loop as well. */
  private Future<RuntimeApi> move(Endpoint endpoint) {
    return second.map(
        engine -> {
          loop.first().now(() -> loop.moveTo(engine.loop()));
          return engine.connect(endpoint);
        });
  }

  @Override
  public Engine another() {
    return new HandoverEngine(first.another(), second.map(Engine::another));
  }

  @Override
  public Future<Void> close() {
    Future<Void> closed = first.close();
    return second.isComplete() && second.succeeded()
        ? closed.eventually(second.result()::close)
        : closed;
  }
}
