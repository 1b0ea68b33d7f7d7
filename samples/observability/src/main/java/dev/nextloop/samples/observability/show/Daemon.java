package dev.nextloop.samples.observability.show;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Stands where the X-Ray daemon does: a UDP port that takes documents. It needs no thread, since
 * the system keeps datagrams until they are asked for.
 */
final class Daemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int LONGEST = 65_507;

  private final DatagramSocket socket;

  Daemon() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout((int) PATIENCE.toMillis());
  }

  /** For {@code AWS_XRAY_DAEMON_ADDRESS}. */
  String address() {
    return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /**
   * Waits for the handler's subsegment.
   *
   * @param root of its trace
   * @param parent the id of what it lies in
   * @throws ShowFailure when none comes
   */
  JsonObject await(String root, String parent) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    while (true) {
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        throw new ShowFailure("no trace " + root + " came within " + PATIENCE.toSeconds() + " s");
      }
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      packet.setLength(LONGEST);
      JsonObject document = new JsonObject(text.substring(text.indexOf('\n') + 1));
      if (root.equals(document.getString("trace_id"))
          && parent.equals(document.getString("parent_id"))
          && document.containsKey("end_time")) {
        return document;
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
