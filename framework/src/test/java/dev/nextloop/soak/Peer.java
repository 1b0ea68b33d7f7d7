package dev.nextloop.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A client's connection on the server's side: requests in, bytes out in whatever pieces. */
final class Peer implements Closeable {
  /** A request; {@code event} is 0 for a poll. */
  record Request(String path, int event, String body) {
    boolean isPoll() {
      return path.equals("GET /2018-06-01/runtime/invocation/next");
    }

    byte[] bytes() {
      return body.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private final Socket socket;
  private final Random random;
  private final BufferedInputStream in;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  Peer(Socket socket, Random random) throws IOException {
    this.socket = socket;
    this.random = random;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
  }

  /** The next request, or null at the end. */
  Request read() throws IOException {
    String line = line();
    if (line == null) {
      return null;
    }
    String path = line.substring(0, line.lastIndexOf(' '));
    int length = 0;
    int event = 0;
    for (String field = line(); field != null && !field.isEmpty(); field = line()) {
      String name = field.toLowerCase(Locale.ROOT);
      if (name.startsWith("content-length:")) {
        length = Integer.parseInt(field.substring(15).strip());
      } else if (name.startsWith("lambda-runtime-invocation-id:")) {
        event = Integer.parseInt(field.substring(29).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("a request was cut");
    }
    return new Request(path, event, new String(body, StandardCharsets.ISO_8859_1));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.append((char) b);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  /** Whether a request has come already, behind the last one. */
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  /** Whether the client has ended the connection, found within a millisecond. */
  boolean isGone() throws IOException {
    socket.setSoTimeout(1);
    try {
      in.mark(1);
      int b = in.read();
      in.reset();
      return b < 0;
    } catch (SocketTimeoutException silent) {
      return false;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  /** Sends the bytes, together with what waits. */
  void send(byte[] bytes) throws IOException {
    waiting.writeBytes(bytes);
    flush();
  }

  /** Sends the bytes with those that come next. */
  void sendLater(byte[] bytes) {
    waiting.writeBytes(bytes);
  }

  void flush() throws IOException {
    byte[] all = waiting.toByteArray();
    waiting.reset();
    int from = 0;
    for (int cuts = random.nextInt(8) == 0 ? random.nextInt(6) : 0; cuts > 0; cuts--) {
      int to = from + random.nextInt(all.length - from + 1);
      socket.getOutputStream().write(all, from, to - from);
      from = to;
      if (random.nextInt(16) == 0) {
        pause();
      }
    }
    socket.getOutputStream().write(all, from, all.length - from);
  }

  /** Sends less than all of the bytes. */
  void sendCut(byte[] bytes) throws IOException {
    send(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
  }

  void pause() {
    LockSupport.parkNanos(500_000);
  }

  /** Resets, closes, or ends the sending only; what still comes is dropped. */
  void breakOff() throws IOException {
    switch (random.nextInt(3)) {
      case 0 -> socket.setSoLinger(true, 0);
      case 1 -> {
        socket.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
      }
      default -> {
        // Just closed.
      }
    }
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
