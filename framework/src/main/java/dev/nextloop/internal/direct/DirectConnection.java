package dev.nextloop.internal.direct;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One kept-alive socket: connects when there is something to write, writes the outbox, reads into
 * whatever inbox its owner names. Says what happened and decides nothing.
 */
final class DirectConnection {

  /** Hears what happens on the socket; always on the loop. */
  interface Owner {
    /** Where bytes go now. */
    Inbox inbox();

    /** There is a connection now. */
    void connected();

    /** Bytes have come. */
    void received();

    /** The other side has ended its sending. */
    void ended();

    /** Connecting, writing or reading failed; the socket is closed. */
    void failed(boolean connected, IOException cause);
  }

  private final DirectLoop loop;
  private final InetSocketAddress address;
  private final Outbox outbox;
  private final Owner owner;
  private SocketChannel channel;
  private SelectionKey key;
  private boolean connected;

  DirectConnection(DirectLoop loop, InetSocketAddress address, Outbox outbox, Owner owner) {
    this.loop = loop;
    this.address = address;
    this.outbox = outbox;
    this.owner = owner;
  }

  /** Writes the outbox, over a new socket if there is none. */
  void send() {
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
    boolean done = outbox.writeTo(channel);
    int interest = done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
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
    Inbox inbox = owner.inbox();
    int count = channel.read(inbox.bytes());
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

  /** Whether there is a socket that has connected. */
  boolean isConnected() {
    return connected;
  }

  /** Closes the socket, if there is one; the next {@link #send} makes a new one. */
  void close() {
    if (channel == null) {
      return;
    }
    SocketChannel closing = channel;
    channel = null;
    key = null;
    connected = false;
    outbox.drop();
    try {
      closing.close();
    } catch (IOException alreadyBroken) {
      // What was to be freed is free; nobody can act on this.
      return;
    }
  }
}
