package dev.nextloop.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A socket to a scripted server that sends and reads bytes as they are. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(ScriptedServer server) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
  }

  static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  static String post(String target, String body) {
    return "POST " + target + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Exactly {@code count} bytes, or fewer at the end. */
  byte[] read(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  byte[] readToEnd() throws IOException {
    return socket.getInputStream().readAllBytes();
  }

  void finish() throws IOException {
    socket.shutdownOutput();
  }

  void limit(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
