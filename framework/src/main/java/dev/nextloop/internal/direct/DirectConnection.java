package dev.nextloop.internal.direct;

import dev.nextloop.internal.pipeline.Connection;
import dev.nextloop.internal.pipeline.Outgoing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A socket of the JDK's on a {@link DirectLoop}. */
final class DirectConnection implements Connection {
  private final DirectLoop loop;
  private final InetSocketAddress address;
  private final Outgoing outgoing;
  private final Owner owner;
  private SocketChannel channel;
  private SelectionKey key;
  private boolean connected;
  private boolean paused;

  DirectConnection(DirectLoop loop, InetSocketAddress address, Outgoing outgoing, Owner owner) {
    this.loop = loop;
    this.address = address;
    this.outgoing = outgoing;
    this.owner = owner;
  }

  @Override
  public void send() {
    try {
      if (channel == null) {
        connect();
      } else if (connected) {
        write();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void connect() throws IOException {
    if (address.isUnresolved()) {
      throw new IOException("the host of the Runtime API has no address");
    }
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    connected = channel.connect(address);
    key =
        channel.register(
            loop.selector(), connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    if (connected) {
      owner.connected();
      write();
    }
  }

  private void write() throws IOException {
    boolean done = outgoing.writeTo(channel);
    int reading = paused ? 0 : SelectionKey.OP_READ;
    int interest = done ? reading : reading | SelectionKey.OP_WRITE;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  /** The selector says that the socket is ready for something. */
  void ready() {
    try {
      if (!connected) {
        connected = channel.finishConnect();
        if (connected) {
          owner.connected();
          write();
        }
        return;
      }
      if (key.isReadable()) {
        read();
      }
      if (channel != null && key.isWritable()) {
        write();
      }
    } catch (IOException e) {
      fail(e);
    } catch (OutOfMemoryError e) {
      fail(new IOException("no memory for a response", e));
    }
  }

  private void read() throws IOException {
    int count = channel.read(owner.inbox());
    if (count > 0) {
      owner.received();
    } else if (count < 0) {
      // Without this a half-closed socket is readable for ever.
      key.interestOps(key.interestOps() & ~SelectionKey.OP_READ);
      owner.ended();
    }
  }

  private void fail(IOException cause) {
    boolean was = connected;
    close();
    owner.failed(was, cause);
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public void pause() {
    paused = true;
    if (connected) {
      key.interestOpsAnd(~SelectionKey.OP_READ);
    }
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      if (connected) {
        key.interestOpsOr(SelectionKey.OP_READ);
      }
    }
  }

  @Override
  public boolean isWriting() {
    return outgoing.isWaiting();
  }

  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    SocketChannel closing = channel;
    channel = null;
    key = null;
    connected = false;
    paused = false;
    outgoing.drop();
    try {
      closing.close();
    } catch (IOException alreadyBroken) {
      // What was to be freed is free; nobody can act on this.
      return;
    }
  }
}
