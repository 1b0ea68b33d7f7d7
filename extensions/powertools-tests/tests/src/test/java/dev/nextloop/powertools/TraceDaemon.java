package dev.nextloop.powertools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The X-Ray daemon's side of UDP: keeps the segments that are sent to it. */
final class TraceDaemon implements AutoCloseable {
  private static final int LIMIT_MS = 10_000;

  private final DatagramSocket socket;

  TraceDaemon() {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setSoTimeout(LIMIT_MS);
      socket.setReceiveBufferSize(1 << 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code AWS_XRAY_DAEMON_ADDRESS} is set to. */
  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** The next {@code count} segments, as {@link Printed} writes them. */
  List<String> segments(int count) {
    List<String> segments = new ArrayList<>();
    try {
      while (segments.size() < count) {
        DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
        socket.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        segments.add(Printed.line(text.substring(text.indexOf('\n') + 1)));
      }
    } catch (IOException e) {
      throw new AssertionError("segments so far: " + segments, e);
    }
    return segments;
  }

  @Override
  public void close() {
    socket.close();
  }
}
