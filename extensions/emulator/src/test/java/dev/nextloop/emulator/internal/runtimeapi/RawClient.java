package dev.nextloop.emulator.internal.runtimeapi;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection to a Runtime API, byte by byte. */
final class RawClient implements AutoCloseable {

  /** An answer as it came. */
  record Reply(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final DataInputStream input;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    input = new DataInputStream(socket.getInputStream());
  }

  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  static String post(String path, String body, String... headers) {
    return postHead(path, body.length(), headers) + body;
  }

  static String postHead(String path, long length, String... headers) {
    StringBuilder text =
        new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: ")
            .append(length)
            .append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  RawClient send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  void sendZeros(int count) throws IOException {
    socket.getOutputStream().write(new byte[count]);
  }

  /** True when nothing comes within a short time. */
  boolean isSilent() throws IOException {
    socket.setSoTimeout(150);
    try {
      input.read();
      return false;
    } catch (SocketTimeoutException silence) {
      return true;
    } finally {
      socket.setSoTimeout(20_000);
    }
  }

  Reply read() throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
    input.readFully(body);
    return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = input.readUnsignedByte(); b != '\n'; b = input.readUnsignedByte()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
