package dev.nextloop.testkit.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The receiving side of a socket: lines and counted bytes, and a copy of what a request was. */
final class Wire {
  private static final int MAX_LINE = 2 << 20;
  private static final int MAX_KEPT = 66 << 20;

  /** What {@link #look} found. */
  enum Sight {
    BYTE,
    END,
    NOTHING
  }

  private final Socket socket;
  private final BufferedInputStream in;
  private ByteArrayOutputStream kept = new ByteArrayOutputStream();

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
  }

  /** Waits at most {@code limit} (zero: for ever) for a byte, which stays unread, or the end. */
  Sight look(Duration limit) {
    try {
      socket.setSoTimeout(limit.isZero() ? 0 : (int) Math.max(1, limit.toMillis()));
      try {
        in.mark(1);
        if (in.read() < 0) {
          return Sight.END;
        }
        in.reset();
        return Sight.BYTE;
      } finally {
        socket.setSoTimeout(0);
      }
    } catch (SocketTimeoutException e) {
      return Sight.NOTHING;
    } catch (IOException e) {
      return Sight.END;
    }
  }

  /** Forgets the bytes kept so far. */
  void startRequest() {
    kept = new ByteArrayOutputStream();
  }

  /** The bytes of all lines and all kept data since {@link #startRequest()}. */
  byte[] kept() {
    return kept.toByteArray();
  }

  /** The next line without its CRLF, each byte a character. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int last = -1;
    for (int b = read(); b != '\n'; b = read()) {
      line.write(b);
      last = b;
      if (line.size() > MAX_LINE) {
        throw new ProtocolException("a line is longer than " + MAX_LINE + " bytes");
      }
    }
    line.write('\n');
    String text = line.toString(StandardCharsets.ISO_8859_1);
    keep(line.toByteArray(), line.size());
    if (last != '\r') {
      throw new ProtocolException("a line does not end in CRLF: " + shortened(text));
    }
    return text.substring(0, text.length() - 2);
  }

  /** Reads {@code count} bytes, into {@code sink} unless that is null. */
  void data(long count, ByteArrayOutputStream sink) throws IOException {
    byte[] buffer = new byte[(int) Math.min(count, 64 << 10)];
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw cut();
      }
      left -= read;
      if (sink != null) {
        keep(buffer, read);
        sink.write(buffer, 0, read);
      }
    }
  }

  /** Reads up to the end and drops it all. */
  void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  static String shortened(String text) {
    return "'" + (text.length() <= 80 ? text : text.substring(0, 80) + "...").strip() + "'";
  }

  private int read() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw cut();
    }
    return b;
  }

  private void keep(byte[] bytes, int count) throws IOException {
    if (kept.size() + count > MAX_KEPT) {
      throw new ProtocolException("a request is larger than " + MAX_KEPT + " bytes; use skipBody");
    }
    kept.write(bytes, 0, count);
  }

  private EOFException cut() {
    return new EOFException("the peer ended the connection inside a request");
  }
}
