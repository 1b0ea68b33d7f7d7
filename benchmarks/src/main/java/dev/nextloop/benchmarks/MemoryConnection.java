package dev.nextloop.benchmarks;

import dev.nextloop.internal.pipeline.Connection;
import dev.nextloop.internal.pipeline.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/**
 * One lane's connection to a server that is two byte arrays. What the lane sends is read and
 * counted, nothing more.
 */
final class MemoryConnection implements Connection, GatheringByteChannel {
  private final byte[] event;
  private final byte[] accepted = EventBytes.accepted();
  private final Outgoing outgoing;
  private final Owner owner;
  private long sends;
  private boolean connected;

  /** A connection that hands out this event, over and over. */
  MemoryConnection(byte[] event, Outgoing outgoing, Owner owner) {
    this.event = event;
    this.outgoing = outgoing;
    this.owner = owner;
  }

  /** From one poll to the next; the answer's acknowledgement is part of it. */
  void invoke() {
    long before = sends;
    receive(event);
    if (sends != before + 1) {
      throw new IllegalStateException("the lane doesn't send answer and poll in one write");
    }
    receive(accepted);
  }

  private void receive(byte[] bytes) {
    for (int at = 0; at < bytes.length; ) {
      ByteBuffer in = owner.inbox();
      int count = Math.min(in.remaining(), bytes.length - at);
      in.put(bytes, at, count);
      at += count;
      owner.received();
    }
  }

  @Override
  public void send() {
    if (!connected) {
      connected = true;
      owner.connected();
    }
    sends++;
    try {
      outgoing.writeTo(this);
    } catch (IOException e) {
      throw new UncheckedIOException("memory breaks", e);
    }
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public void pause() {
    throw new UnsupportedOperationException("events come as a whole");
  }

  @Override
  public void resume() {
    throw new UnsupportedOperationException("events come as a whole");
  }

  @Override
  public boolean isWriting() {
    return outgoing.isWaiting();
  }

  @Override
  public int write(ByteBuffer bytes) {
    int count = bytes.remaining();
    bytes.position(bytes.limit());
    return count;
  }

  @Override
  public long write(ByteBuffer[] parts, int from, int length) {
    long count = 0;
    for (int i = from; i < from + length; i++) {
      count += write(parts[i]);
    }
    return count;
  }

  @Override
  public long write(ByteBuffer[] parts) {
    return write(parts, 0, parts.length);
  }

  @Override
  public boolean isOpen() {
    return connected;
  }

  @Override
  public void close() {
    connected = false;
    outgoing.drop();
  }
}
