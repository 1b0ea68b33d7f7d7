package dev.nextloop.benchmarks;

import dev.nextloop.spi.Endpoint;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A Runtime API for one lane that streams its responses, played by the thread that calls it. Bytes
 * are dropped as they come; they must be letters, so that none of them looks like the end.
 */
final class LoopbackStreams implements AutoCloseable {
  private static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocketChannel listener;
  private final ByteBuffer event = ByteBuffer.wrap(EventBytes.polled(2));
  private final ByteBuffer accepted = ByteBuffer.wrap(EventBytes.accepted());
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
  private final byte[] tail = new byte[END.length];
  private SocketChannel lane;

  LoopbackStreams() throws IOException {
    listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  Endpoint endpoint() throws IOException {
    InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
    return new Endpoint(address.getAddress().getHostAddress(), address.getPort());
  }

  /** Waits for the first poll. */
  void meet() throws IOException {
    lane = listener.accept();
    readTo(lane, END_OF_HEAD);
  }

  /** One invocation: from the event to the poll behind its streamed response. */
  void invoke() throws IOException {
    lane.write(event.rewind());
    try (SocketChannel response = listener.accept()) {
      readTo(response, END);
      response.write(accepted.rewind());
    }
    readTo(lane, END_OF_HEAD);
  }

  /** Reads and drops until the last bytes are these. */
  private void readTo(SocketChannel channel, byte[] end) throws IOException {
    int known = 0;
    do {
      // What was last seen stays in front: the end may come in pieces.
      in.clear();
      in.put(tail, 0, known);
      if (channel.read(in) < 0) {
        throw new EOFException("the client has gone");
      }
      known = Math.min(in.position(), END.length);
      in.get(in.position() - known, tail, 0, known);
    } while (known < end.length || !endsWith(end, known));
  }

  private boolean endsWith(byte[] end, int known) {
    for (int i = 1; i <= end.length; i++) {
      if (tail[known - i] != end[end.length - i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    if (lane != null) {
      lane.close();
    }
  }
}
