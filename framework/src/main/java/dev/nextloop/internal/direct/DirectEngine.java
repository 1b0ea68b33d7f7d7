package dev.nextloop.internal.direct;

import dev.nextloop.NextloopOptions;
import dev.nextloop.internal.pipeline.Connection;
import dev.nextloop.internal.pipeline.Outgoing;
import dev.nextloop.internal.pipeline.PipelinedApi;
import dev.nextloop.internal.pipeline.Pipelining;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** Engine 1: JDK sockets on a selector loop of its own; starts no Vert.x. */
public final class DirectEngine implements Engine {
  private final Host host;
  private final DirectLoop loop;
  private final String userAgent;
  private final NextloopOptions.Pipelining mode;
  private final Pipelining pipelining;

  /**
   * Opens a selector and starts its thread.
   *
   * @param userAgent sent with every request
   * @param pipelining whether a poll may leave behind the answer before it
   * @throws IOException when the process can have no selector
   */
  public DirectEngine(Host host, String userAgent, NextloopOptions.Pipelining pipelining)
      throws IOException {
    this.host = host;
    this.loop = new DirectLoop(host);
    this.userAgent = userAgent;
    this.mode = pipelining;
    this.pipelining = new Pipelining(pipelining);
    loop.start();
  }

  @Override
  public LaneLoop loop() {
    return loop;
  }

  @Override
  public RuntimeApi connect(Endpoint endpoint) {
    // A name is looked up here, once, and not on the loop: looking up blocks.
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    return new PipelinedApi(
        host,
        loop,
        new DirectConnector(loop, address),
        new RequestWriter(endpoint.authority(), userAgent),
        pipelining);
  }

  /** Not a lambda: the first one on the way to the first poll costs milliseconds. */
  private record DirectConnector(DirectLoop loop, InetSocketAddress address)
      implements Connection.Connector {
    @Override
    public Connection to(Outgoing outgoing, Connection.Owner owner) {
      return new DirectConnection(loop, address, outgoing, owner);
    }
  }

  @Override
  public Engine another() {
    try {
      return new DirectEngine(host, userAgent, mode);
    } catch (IOException e) {
      throw new UncheckedIOException("no further selector can be opened", e);
    }
  }

  @Override
  public Future<Void> close() {
    return loop.close();
  }
}
