package dev.nextloop.internal.socket;

import dev.nextloop.internal.pipeline.Outgoing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.internal.net.NetSocketInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/**
 * One connected socket of Vert.x's. Takes Netty's own messages, because {@code NetSocket.handler}
 * copies each of them to memory that the collector must clear away, and writes past Vert.x's queue,
 * which would hold an answer back until the end of the read that brought its event.
 */
final class OpenSocket implements Handler<Object>, ChannelFutureListener, GatheringByteChannel {
  // What is written at once; the next piece is taken when this one has left.
  private static final int WINDOW = 256 << 10;
  private static final int SMALL = 16 << 10;

  private final SocketConnection connection;
  private final Outgoing outgoing;
  private final ChannelHandlerContext channel;
  private Throwable broken;
  private boolean writing;

  OpenSocket(NetSocketInternal socket, SocketConnection connection, Outgoing outgoing) {
    this.connection = connection;
    this.outgoing = outgoing;
    this.channel = socket.channelHandlerContext();
    // Large enough that a large event comes in few pieces.
    channel
        .channel()
        .config()
        .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(1 << 10, 4 << 10, 1 << 20));
    socket.messageHandler(this);
    socket.exceptionHandler(cause -> broken = cause);
    socket.closeHandler(closed -> ended());
  }

  private void ended() {
    if (connection.isOpen(this)) {
      connection.lost(broken);
    }
  }

  /** Bytes have come: copied once, to where the lane wants them. */
  @Override
  public void handle(Object message) {
    try {
      ByteBuf bytes = (ByteBuf) message;
      while (bytes.isReadable() && connection.isOpen(this)) {
        ByteBuffer inbox = connection.owner().inbox();
        int end = inbox.limit();
        inbox.limit(inbox.position() + Math.min(inbox.remaining(), bytes.readableBytes()));
        bytes.readBytes(inbox);
        inbox.limit(end);
        connection.owner().received();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** Writes what the socket takes. */
  void flush() {
    try {
      outgoing.writeTo(this);
    } catch (IOException e) {
      connection.lost(e);
    }
  }

  /** Past Vert.x, which would go on to read a queue full of messages. */
  void read(boolean wanted) {
    channel.channel().config().setAutoRead(wanted);
  }

  boolean isWriting() {
    return writing;
  }

  @Override
  public long write(ByteBuffer[] parts, int offset, int length) {
    int size = 0;
    for (int i = offset; i < offset + length; i++) {
      size = Math.min(WINDOW, size + parts[i].remaining());
    }
    if (writing || size == 0) {
      return 0;
    }
    ByteBuf out = channel.alloc().directBuffer(size);
    for (int i = offset; i < offset + length; i++) {
      ByteBuffer part = parts[i];
      int end = part.limit();
      part.limit(part.position() + Math.min(part.remaining(), out.writableBytes()));
      out.writeBytes(part);
      part.limit(end);
    }
    send(out, size);
    return size;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what fails comes to the exception handler
  private void send(ByteBuf out, int size) {
    if (size <= SMALL) {
      channel.writeAndFlush(out, channel.voidPromise());
    } else {
      ChannelFuture left = channel.writeAndFlush(out);
      if (!left.isDone()) {
        writing = true;
        left.addListener(this);
      }
    }
  }

  @Override
  public int write(ByteBuffer part) {
    return (int) write(new ByteBuffer[] {part}, 0, 1);
  }

  @Override
  public long write(ByteBuffer[] parts) {
    return write(parts, 0, parts.length);
  }

  /** A piece has left. */
  @Override
  public void operationComplete(ChannelFuture written) {
    writing = false;
    if (written.isSuccess() && connection.isOpen(this) && outgoing.isWaiting()) {
      flush();
    }
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen(this);
  }

  /** At once: Vert.x's own close first waits until all is written, maybe for ever. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // there is nobody left to tell
  public void close() {
    channel.close();
  }
}
