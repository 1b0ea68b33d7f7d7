package dev.nextloop.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A daemon's socket on loopback, and what has come in. */
final class DaemonSocket implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

  private final DatagramSocket socket;
  private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
  private volatile SocketAddress sender;

  DaemonSocket() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setReceiveBufferSize(1 << 20);
    Thread reader = new Thread(this::read, "daemon's socket");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    byte[] room = new byte[70_000];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(room, room.length);
      try {
        socket.receive(packet);
      } catch (IOException closed) {
        return;
      }
      sender = packet.getSocketAddress();
      datagrams.add(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  String authority() {
    return address().getAddress().getHostAddress() + ":" + address().getPort();
  }

  /** Sends something back to whoever has sent last. */
  void answer(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, sender));
  }

  String awaitText() throws InterruptedException {
    byte[] datagram = datagrams.poll(20, TimeUnit.SECONDS);
    if (datagram == null) {
      throw new AssertionError("no datagram came");
    }
    return new String(datagram, StandardCharsets.UTF_8);
  }

  /** The next document, whose framing is checked. */
  JsonNode await() throws Exception {
    return document(awaitText());
  }

  private static JsonNode document(String datagram) {
    assertThat(datagram).startsWith(HEADER);
    String document = datagram.substring(HEADER.length());
    assertThat(document.length()).isLessThanOrEqualTo(XrayDaemon.LONGEST_DOCUMENT);
    try {
      return JSON.readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(document, e);
    }
  }

  /** The next documents. */
  List<JsonNode> await(int count) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(await());
    }
    return all;
  }

  /** What has come and was not asked for. */
  List<JsonNode> rest() {
    List<byte[]> all = new ArrayList<>();
    datagrams.drainTo(all);
    return all.stream().map(bytes -> document(new String(bytes, StandardCharsets.UTF_8))).toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
