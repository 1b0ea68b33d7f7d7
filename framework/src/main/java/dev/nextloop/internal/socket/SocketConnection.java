package dev.nextloop.internal.socket;

import dev.nextloop.internal.pipeline.Connection;
import dev.nextloop.internal.pipeline.Outgoing;
import io.vertx.core.Completable;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;

/** A lane's connection over one {@link OpenSocket} after the other. */
final class SocketConnection implements Connection {
  private final NetClient client;
  private final SocketAddress address;
  private final Outgoing outgoing;
  private final Owner owner;
  private Connecting connecting;
  private OpenSocket open;

  SocketConnection(NetClient client, SocketAddress address, Outgoing outgoing, Owner owner) {
    this.client = client;
    this.address = address;
    this.outgoing = outgoing;
    this.owner = owner;
  }

  @Override
  public void send() {
    if (open != null) {
      open.flush();
    } else if (connecting == null) {
      connecting = new Connecting();
      client.connect(address).onComplete(connecting);
    }
  }

  /** One try to connect; one that was given up closes what it gets. */
  private final class Connecting implements Completable<NetSocket> {
    @Override
    public void complete(NetSocket socket, Throwable failure) {
      if (connecting != this) {
        if (socket != null) {
          socket.close();
        }
        return;
      }
      connecting = null;
      if (failure != null) {
        close();
        owner.failed(false, asIo(failure));
      } else {
        open = new OpenSocket((NetSocketInternal) socket, SocketConnection.this, outgoing);
        owner.connected();
        open.flush();
      }
    }
  }

  Owner owner() {
    return owner;
  }

  boolean isOpen(OpenSocket socket) {
    return open == socket;
  }

  /** The socket has closed by itself, or broke. */
  void lost(Throwable cause) {
    if (cause == null) {
      owner.ended();
    } else {
      close();
      owner.failed(true, asIo(cause));
    }
  }

  private static IOException asIo(Throwable cause) {
    return cause instanceof IOException io ? io : new IOException(cause.getMessage(), cause);
  }

  @Override
  public boolean isConnected() {
    return open != null;
  }

  @Override
  public void pause() {
    if (open != null) {
      open.read(false);
    }
  }

  @Override
  public void resume() {
    if (open != null) {
      open.read(true);
    }
  }

  @Override
  public boolean isWriting() {
    return outgoing.isWaiting() || (open != null && open.isWriting());
  }

  @Override
  public void close() {
    connecting = null;
    outgoing.drop();
    if (open != null) {
      OpenSocket closing = open;
      open = null;
      closing.close();
    }
  }
}
