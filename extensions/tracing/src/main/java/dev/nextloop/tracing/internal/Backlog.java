package dev.nextloop.tracing.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Datagrams on their way out of a socket that may be full: what it can't take waits, up to 64
 * datagrams and 1 MiB, and goes before the next one. Guarded by its caller.
 */
public final class Backlog {
  private static final int MOST = 64;
  private static final int MOST_BYTES = 1 << 20;

  private final Outlet outlet;
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private int bytes;
  private long sent;
  private long dropped;

  /** Where datagrams leave. */
  @FunctionalInterface
  public interface Outlet {
    /**
     * Sends a datagram as a whole, or nothing of it.
     *
     * @return bytes sent; 0 when there is no room now
     */
    int send(ByteBuffer datagram) throws IOException;
  }

  /** Empty. */
  public Backlog(Outlet outlet) {
    this.outlet = outlet;
  }

  /** Sends a datagram behind those that wait, or has it wait, or drops it. */
  public void send(ByteBuffer datagram) {
    retry();
    if (waiting.isEmpty() && isDone(datagram)) {
      return;
    }
    if (waiting.size() < MOST && bytes + datagram.remaining() <= MOST_BYTES) {
      waiting.add(datagram);
      bytes += datagram.remaining();
    } else {
      dropped++;
    }
  }

  /** Sends what waits, as far as there is room. */
  public void retry() {
    while (!waiting.isEmpty()) {
      int length = waiting.peek().remaining();
      if (!isDone(waiting.peek())) {
        return;
      }
      waiting.remove();
      bytes -= length;
    }
  }

  /** Whether the outlet has done with it: has sent it, or never will. */
  private boolean isDone(ByteBuffer datagram) {
    try {
      if (outlet.send(datagram) == 0) {
        return false;
      }
      sent++;
    } catch (IOException e) {
      dropped++;
    }
    return true;
  }

  /** Drops what waits. */
  public void clear() {
    dropped += waiting.size();
    waiting.clear();
    bytes = 0;
  }

  /** Counts one that never came here. */
  public void drop() {
    dropped++;
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many were sent. */
  public long sent() {
    return sent;
  }

  /** How many were lost. */
  public long dropped() {
    return dropped;
  }
}
