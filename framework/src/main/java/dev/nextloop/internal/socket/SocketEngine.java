package dev.nextloop.internal.socket;

import dev.nextloop.NextloopOptions;
import dev.nextloop.internal.pipeline.PipelinedApi;
import dev.nextloop.internal.pipeline.Pipelining;
import dev.nextloop.internal.vertx.VertxLoop;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;

/** Engine 2: sockets of a Vert.x instance, on one of its event loops; no hop between threads. */
public final class SocketEngine implements Engine {
  private final Host host;
  private final Vertx vertx;
  private final VertxLoop loop;
  private final NetClient client;
  private final String userAgent;
  private final NextloopOptions.Pipelining mode;
  private final Pipelining pipelining;

  /**
   * An engine on an event loop of this instance: the caller's, if there is one.
   *
   * @param vertx not closed, and not closed here
   * @param userAgent sent with every request
   * @param pipelining whether a poll may leave behind the answer before it
   */
  public SocketEngine(
      Host host, Vertx vertx, String userAgent, NextloopOptions.Pipelining pipelining) {
    this(host, vertx, new VertxLoop(vertx), userAgent, pipelining);
  }

  private SocketEngine(
      Host host,
      Vertx vertx,
      VertxLoop loop,
      String userAgent,
      NextloopOptions.Pipelining pipelining) {
    this.host = host;
    this.vertx = vertx;
    this.loop = loop;
    this.client = SocketConnector.client(vertx);
    this.userAgent = userAgent;
    this.mode = pipelining;
    this.pipelining = new Pipelining(pipelining);
  }

  @Override
  public LaneLoop loop() {
    return loop;
  }

  @Override
  public RuntimeApi connect(Endpoint endpoint) {
    RequestWriter writer = new RequestWriter(endpoint.authority(), userAgent);
    return new PipelinedApi(host, loop, new SocketConnector(client, endpoint), writer, pipelining);
  }

  @Override
  public Engine another() {
    return new SocketEngine(host, vertx, loop.another(), userAgent, mode);
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
