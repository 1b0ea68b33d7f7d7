package dev.nextloop.samples.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nextloop.samples.probe.Answer.Header;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** One plain socket to the Runtime API. No read ever times out: a poll may last for hours. */
final class Connection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1000;
  private static final int MAX_LINE = 65_536;
  private static final int MAX_HEADERS = 200;

  /** An event of Lambda has 6 MB and some bytes at most. */
  private static final int MAX_BODY = 7 << 20;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final LongSupplier ticks;

  /** Connects. */
  Connection(String host, int port, LongSupplier ticks) throws IOException {
    this.ticks = ticks;
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Writes bytes in one go. */
  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /**
   * Reads the next answer; blocks as long as it takes.
   *
   * @throws IOException when the connection ends before the answer is whole
   */
  Answer read() throws IOException {
    String first = line();
    long arrived = ticks.getAsLong();
    String[] parts = first.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
      throw new IOException("no HTTP answer");
    }
    List<Header> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MAX_HEADERS) {
        throw new IOException("no HTTP head");
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    Answer head = new Answer(parts[0], Integer.parseInt(parts[1]), headers, "", arrived);
    return new Answer(head.version(), head.status(), headers, body(head), arrived);
  }

  private String body(Answer head) throws IOException {
    if (head.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked")) {
      StringBuilder text = new StringBuilder();
      for (int size = chunk(); size > 0; size = chunk()) {
        text.append(new String(exactly(size), UTF_8));
        line();
        if (text.length() > MAX_BODY) {
          throw new IOException("an event over the limit");
        }
      }
      for (String trailer = line(); !trailer.isEmpty(); ) {
        trailer = line();
      }
      return text.toString();
    }
    return new String(exactly(number(head.header("Content-Length").orElse("0"), 10)), UTF_8);
  }

  private int chunk() throws IOException {
    return number(line().replaceFirst(";.*", "").strip(), 16);
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= MAX_BODY) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("no length: " + text, e);
    }
    throw new IOException("a length of " + text);
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("closed within a body");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int at = in.read(); at != '\n'; at = in.read()) {
      if (at < 0 || line.length() == MAX_LINE) {
        throw new EOFException(at < 0 ? "closed" : "a line over the limit");
      }
      line.append(new String(new byte[] {(byte) at}, ISO_8859_1));
    }
    int end = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? 1 : 0;
    return line.substring(0, line.length() - end);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
