package dev.nextloop.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The server's end of one lane's connection. Each event is the same, so each request is as long as
 * the first one of its kind.
 */
final class LoopbackLane implements AutoCloseable {
  private final SocketChannel client;
  private final ByteBuffer event;
  private final ByteBuffer accepted = ByteBuffer.wrap(EventBytes.accepted());
  private final ByteBuffer in;
  private int pollLength;
  private int answerLength;

  /** A lane that gets this event, over and over. */
  LoopbackLane(SocketChannel client, ByteBuffer event) throws IOException {
    this.client = client;
    this.event = event;
    this.in = ByteBuffer.allocateDirect(event.capacity() + (8 << 10));
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Takes the first poll and serves one invocation, byte by byte. */
  void meet() throws IOException {
    pollLength = readRequest(0);
    send();
    answerLength = readRequest(0);
    client.write(accepted.rewind());
    awaitPoll();
  }

  void send() throws IOException {
    in.clear();
    event.rewind();
    while (event.hasRemaining()) {
      client.write(event);
    }
  }

  void acknowledge() throws IOException {
    readTo(answerLength);
    client.write(accepted.rewind());
  }

  void awaitPoll() throws IOException {
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
    client.close();
  }
}
