package dev.nextloop.tracing.internal;

import java.net.InetSocketAddress;
import java.util.StringTokenizer;

/**
 * Where the daemon takes segments, of {@code AWS_XRAY_DAEMON_ADDRESS}: {@code host:port}, or {@code
 * tcp:host:port udp:host:port} in either order, of which the second kind counts.
 */
public final class DaemonAddress {
  private static final String VARIABLE = "AWS_XRAY_DAEMON_ADDRESS";
  private static final String UDP = "udp:";
  private static final String TCP = "tcp:";
  private static final int SHOWN = 80;

  private DaemonAddress() {}

  /**
   * Reads it; a host's name is looked up, which may block.
   *
   * @return unresolved where its host is not found
   * @throws IllegalArgumentException when it has neither form
   */
  public static InetSocketAddress parse(String text) {
    StringTokenizer parts = new StringTokenizer(text);
    boolean single = parts.countTokens() == 1;
    String address = null;
    while (parts.hasMoreTokens()) {
      String part = parts.nextToken();
      if (part.startsWith(UDP) && address == null) {
        address = part.substring(UDP.length());
      } else if (single && !part.startsWith(TCP)) {
        address = part;
      } else if (!part.startsWith(TCP)) {
        throw wrong(text);
      }
    }
    if (address == null) {
      throw wrong(text);
    }
    int colon = address.lastIndexOf(':');
    String host = colon < 1 ? "" : address.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.isEmpty() || (!bracketed && host.indexOf(':') >= 0)) {
      throw wrong(text);
    }
    return new InetSocketAddress(
        bracketed ? host.substring(1, host.length() - 1) : host,
        port(text, address.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    int port = 0;
    for (int i = 0; i < digits.length() && port <= 65_535; i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        throw wrong(text);
      }
      port = port * 10 + (c - '0');
    }
    if (port < 1 || port > 65_535) {
      throw wrong(text);
    }
    return port;
  }

  private static IllegalArgumentException wrong(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return new IllegalArgumentException(
        VARIABLE
            + " is '"
            + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...")
            + "'; it must be host:port or 'tcp:host:port udp:host:port', such as 127.0.0.1:2000");
  }
}
