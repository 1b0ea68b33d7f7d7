package dev.nextloop.internal.socket;

import dev.nextloop.internal.pipeline.Connection;
import dev.nextloop.internal.pipeline.Outgoing;
import dev.nextloop.spi.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;

/** Makes connections over Vert.x sockets to one address. */
public record SocketConnector(NetClient client, SocketAddress address)
    implements Connection.Connector {

  /** Connections by this client, to be closed by the caller. */
  public SocketConnector(NetClient client, Endpoint endpoint) {
    this(client, SocketAddress.inetSocketAddress(endpoint.port(), endpoint.host()));
  }

  /** A client for such connections. */
  public static NetClient client(Vertx vertx) {
    NetClientOptions options = new NetClientOptions();
    options.setTcpNoDelay(true);
    return vertx.createNetClient(options.setConnectTimeout(2_000));
  }

  @Override
  public Connection to(Outgoing outgoing, Connection.Owner owner) {
    return new SocketConnection(client, address, outgoing, owner);
  }
}
