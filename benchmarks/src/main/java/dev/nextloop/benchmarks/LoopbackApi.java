package dev.nextloop.benchmarks;

import dev.nextloop.spi.Endpoint;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A Runtime API for one client, played by the thread that calls it. Each event is the same, so each
 * request is as long as the first one of its kind.
 */
final class LoopbackApi implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final ByteBuffer event;
  private final ByteBuffer accepted = ByteBuffer.wrap(EventBytes.accepted());
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
  private SocketChannel client;
  private int pollLength;
  private int answerLength;

  LoopbackApi(int size) throws IOException {
    byte[] bytes = EventBytes.polled(size);
    event = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback(), 0));
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  Endpoint endpoint() throws IOException {
    int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    return new Endpoint(loopback().getHostAddress(), port);
  }

  /** Waits for the client's first poll, and learns from one invocation how long requests are. */
  void meet() throws IOException {
    client = listener.accept();
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    pollLength = readRequest(0);
    in.clear();
    client.write(event.rewind());
    answerLength = readRequest(0);
    client.write(accepted.rewind());
    readTo(answerLength + pollLength);
  }

  /** One invocation: from the event to the poll behind its answer. */
  void invoke() throws IOException {
    in.clear();
    client.write(event.rewind());
    readTo(answerLength);
    client.write(accepted.rewind());
    readTo(answerLength + pollLength);
  }

  private void readTo(int length) throws IOException {
    while (in.position() < length) {
      if (client.read(in) < 0) {
        throw new EOFException("the client has gone");
      }
    }
  }

  /** Length of the request that begins at the index, head and body. */
  private int readRequest(int from) throws IOException {
    for (int to = from + 1; ; to++) {
      readTo(to);
      byte[] bytes = new byte[to - from];
      in.get(from, bytes);
      String head = new String(bytes, StandardCharsets.US_ASCII);
      if (head.endsWith("\r\n\r\n")) {
        int length =
            head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        readTo(to + length);
        return to - from + length;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    if (client != null) {
      client.close();
    }
  }
}
