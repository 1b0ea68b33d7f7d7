package dev.nextloop.tracing;

import dev.nextloop.Flush;
import dev.nextloop.Invocation;
import dev.nextloop.spi.Host;
import dev.nextloop.tracing.internal.Backlog;
import dev.nextloop.tracing.internal.DaemonAddress;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/**
 * The X-Ray daemon, as far as a client knows it: one datagram for each document, and never an
 * answer. Sending does not block. What the socket can't take waits, up to 64 documents and 1 MiB,
 * for the next one that is sent, or for the next answer when this is one of the client's flushes;
 * what finds no room is dropped and counted. A daemon that is not there is not noticed. Nothing is
 * ever read from the socket. Safe for any thread.
 *
 * <p>Given to {@link dev.nextloop.Nextloop.Builder#flush}, it is closed when the client stops.
 */
public final class XrayDaemon implements Flush, AutoCloseable {
  /** Most bytes of a document: the 64 kB of X-Ray's developer guide. */
  public static final int LONGEST_DOCUMENT = 64_000;

  private static final byte[] HEADER =
      "{\"format\": \"json\", \"version\": 1}\n".getBytes(StandardCharsets.US_ASCII);

  private final DatagramChannel channel;
  private final Backlog backlog;

  private XrayDaemon(InetSocketAddress address, DatagramChannel channel) {
    this.channel = channel;
    // Not blocking, the channel ignores interrupts, which would close it otherwise.
    this.backlog = new Backlog(datagram -> channel.send(datagram, address));
  }

  /**
   * The daemon that {@code AWS_XRAY_DAEMON_ADDRESS} names. Its host, where it is a name, is looked
   * up once, in this call, which may block.
   *
   * @return null when the variable is absent or empty, and when no such host is found, which is
   *     logged
   * @throws IllegalArgumentException when the variable is neither {@code host:port} nor {@code
   *     tcp:host:port udp:host:port}
   */
  public static XrayDaemon from(Host host) {
    String text = host.variable("AWS_XRAY_DAEMON_ADDRESS");
    if (text == null || text.isBlank()) {
      return null;
    }
    InetSocketAddress address = DaemonAddress.parse(text);
    if (address.isUnresolved()) {
      host.log(
          "nextloop: AWS_XRAY_DAEMON_ADDRESS names the host '"
              + address.getHostString()
              + "', which is not found; no subsegments are sent");
      return null;
    }
    return at(address);
  }

  /**
   * A daemon at an address.
   *
   * @param address resolved
   * @throws UncheckedIOException when no socket can be opened
   */
  public static XrayDaemon at(InetSocketAddress address) {
    try {
      DatagramChannel channel =
          DatagramChannel.open(
              address.getAddress() instanceof Inet4Address
                  ? StandardProtocolFamily.INET
                  : StandardProtocolFamily.INET6);
      channel.configureBlocking(false);
      return new XrayDaemon(address, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("no socket can be opened for the X-Ray daemon", e);
    }
  }

  /**
   * Sends one document; never throws.
   *
   * @param document JSON in UTF-8, of {@link #LONGEST_DOCUMENT} bytes at most; a longer one is
   *     dropped
   */
  public void send(byte[] document) {
    if (document.length > LONGEST_DOCUMENT) {
      drop();
      return;
    }
    ByteBuffer datagram = ByteBuffer.allocate(HEADER.length + document.length);
    datagram.put(HEADER).put(document).flip();
    synchronized (this) {
      backlog.send(datagram);
    }
  }

  /** Counts a document that could not be sent; for those who write them. */
  public synchronized void drop() {
    backlog.drop();
  }

  /** Documents that were handed to the socket; whether they arrive nobody knows. */
  public synchronized long sent() {
    return backlog.sent();
  }

  /** Documents that were lost: too long, no room, or an error of the socket. */
  public synchronized long dropped() {
    return backlog.dropped();
  }

  /** Whether documents wait that the socket could not take. */
  @Override
  public synchronized boolean isDue(Invocation invocation) {
    return !backlog.isEmpty();
  }

  /** Sends what waits, as far as the socket takes it; closes it when the client stops. */
  @Override
  public synchronized Future<Void> flush(Invocation invocation) {
    backlog.retry();
    if (invocation == null) {
      close();
    }
    return Future.succeededFuture();
  }

  /** Closes the socket; what still waits, and what comes later, is dropped. */
  @Override
  public synchronized void close() {
    backlog.clear();
    try {
      channel.close();
    } catch (IOException e) {
      // It sends nothing any more in either case.
      return;
    }
  }
}
