package dev.nextloop.internal.web;

import dev.nextloop.internal.pipeline.StreamedAnswer;
import dev.nextloop.internal.socket.SocketConnector;
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
import java.util.function.Function;

/** Engine 3: Vert.x Web Client; the reference that the fast engines are held against. */
public final class WebEngine implements Engine {
  private final Host host;
  private final Vertx vertx;
  private final VertxLoop loop;
  private final NetClient streams;
  private final String userAgent;

  private WebEngine(Host host, Vertx vertx, VertxLoop loop, String userAgent) {
    this.host = host;
    this.vertx = vertx;
    this.loop = loop;
    this.streams = SocketConnector.client(vertx);
    this.userAgent = userAgent;
  }

  /**
   * An engine on an event loop of this instance: the caller's, if there is one.
   *
   * @param vertx not closed
   * @param userAgent sent with every request
   */
  public static Engine on(Host host, Vertx vertx, String userAgent) {
    return new WebEngine(host, vertx, new VertxLoop(vertx), userAgent);
  }

  @Override
  public LaneLoop loop() {
    return loop;
  }

  @Override
  public RuntimeApi connect(Endpoint endpoint) {
    // Vert.x's HTTP client sends no trailers, so a stream goes out over a plain socket.
    Function<RuntimeApi.Events, StreamedAnswer> stream =
        lane ->
            new StreamedAnswer(
                host,
                loop,
                new SocketConnector(streams, endpoint),
                new RequestWriter(endpoint.authority(), userAgent),
                lane);
    return new WebClientApi(vertx, loop, endpoint, userAgent, stream);
  }

  @Override
  public Engine another() {
    return new WebEngine(host, vertx, loop.another(), userAgent);
  }

  @Override
  public Future<Void> close() {
    return streams.close();
  }
}
