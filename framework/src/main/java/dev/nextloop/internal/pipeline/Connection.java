package dev.nextloop.internal.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One kept-alive socket: connects when there is something to write, writes its {@link Outgoing},
 * reads into whatever memory its owner names. Says what happened and decides nothing. Loop only.
 */
public interface Connection {

  /** Writes what is outgoing, over a new socket if there is none. */
  void send();

  /** Whether there is a socket that has connected. */
  boolean isConnected();

  /** Whether something of what was to be sent is still here. */
  boolean isWriting();

  /** Reads nothing until {@link #resume}; what was read already is still told. */
  void pause();

  /** Reads again. */
  void resume();

  /** Closes the socket, if there is one, without a word to the owner; the next send makes one. */
  void close();

  /** Makes connections of one kind to one address. */
  @FunctionalInterface
  interface Connector {
    /** A connection that opens no socket before its first {@link Connection#send}. */
    Connection to(Outgoing outgoing, Owner owner);
  }

  /** Hears what happens on the socket; always on the loop. */
  interface Owner {
    /** Where bytes go now; has room for one at least. */
    ByteBuffer inbox();

    /** There is a connection now. */
    void connected();

    /** Bytes have come. */
    void received();

    /** The other side has ended its sending. */
    void ended();

    /** Connecting, writing or reading failed; the socket is closed. */
    void failed(boolean connected, IOException cause);
  }
}
