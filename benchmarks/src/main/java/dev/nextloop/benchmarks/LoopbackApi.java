package dev.nextloop.benchmarks;

import dev.nextloop.spi.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A Runtime API for one client with a fixed number of lanes, played by the thread that calls it.
 */
final class LoopbackApi implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final ByteBuffer event;
  private final List<LoopbackLane> lanes = new ArrayList<>();

  LoopbackApi(int size) throws IOException {
    byte[] bytes = EventBytes.polled(size);
    event = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback(), 0));
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  Endpoint endpoint() throws IOException {
    int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    return new Endpoint(loopback().getHostAddress(), port);
  }

  /** Waits for the first poll of each lane and learns from one invocation how long requests are. */
  void meet(int count) throws IOException {
    while (lanes.size() < count) {
      LoopbackLane lane = new LoopbackLane(listener.accept(), event.duplicate());
      lanes.add(lane);
      lane.meet();
    }
  }

  /** One invocation of each lane, all at once: from the events to the polls behind the answers. */
  void invoke() throws IOException {
    for (LoopbackLane lane : lanes) {
      lane.send();
    }
    for (LoopbackLane lane : lanes) {
      lane.acknowledge();
    }
    for (LoopbackLane lane : lanes) {
      lane.awaitPoll();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (LoopbackLane lane : lanes) {
      lane.close();
    }
  }
}
