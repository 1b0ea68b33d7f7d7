package dev.nextloop.spi;

/**
 * Address of the Runtime API, from {@code AWS_LAMBDA_RUNTIME_API}.
 *
 * @param host name, IPv4 address, or IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {

  /**
   * Reads {@code host:port} or {@code [v6]:port}; no scheme, no path.
   *
   * @param variable name of the variable, for the message; its value is not shown
   * @param value may be null
   * @throws IllegalArgumentException names the variable, what is wrong and the form that is right
   */
  public static Endpoint parse(String variable, String value) {
    if (value == null || value.isEmpty()) {
      throw wrong(variable, "is not set");
    }
    int colon = value.lastIndexOf(':');
    if (colon <= 0) {
      throw wrong(variable, "has no port");
    }
    String host = value.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]") && host.length() > 2) {
      host = host.substring(1, host.length() - 1);
      if (host.indexOf(':') < 0) {
        throw wrong(variable, "has brackets around something that is no IPv6 address");
      }
    } else if (host.indexOf(':') >= 0) {
      throw wrong(variable, "has a scheme, or an IPv6 address without brackets");
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c >= 128 || (!Character.isLetterOrDigit(c) && ".-_:%".indexOf(c) < 0)) {
        throw wrong(variable, "has a character in its host that no host has");
      }
    }
    return new Endpoint(host, port(variable, value.substring(colon + 1)));
  }

  private static int port(String variable, String text) {
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || i > 4) {
        throw wrong(variable, "has something else than a port behind the colon");
      }
      port = port * 10 + c - '0';
    }
    if (port < 1 || port > 65_535) {
      throw wrong(variable, "has a port outside 1 to 65535");
    }
    return port;
  }

  private static IllegalArgumentException wrong(String variable, String what) {
    return new IllegalArgumentException(
        variable + " " + what + "; it must be host:port, such as 127.0.0.1:9001");
  }

  /** {@code host:port} as it stands in a {@code Host} header. */
  public String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Refuses an address that is neither loopback nor link-local: whoever can set the variable could
   * otherwise put a proxy between function and platform.
   *
   * @param remoteAllowed whether that is what the user wants
   * @throws IllegalArgumentException names the variable and the setting that allows it
   */
  public void requireLocal(String variable, boolean remoteAllowed) {
    boolean local =
        host.equals("localhost")
            || host.equals("::1")
            || (isNumeric(host) && (host.startsWith("127.") || host.startsWith("169.254.")));
    if (!local && !remoteAllowed) {
      throw new IllegalArgumentException(
          variable
              + " is neither a loopback nor a link-local address;"
              + " NEXTLOOP_ALLOW_REMOTE_API=true allows it");
    }
  }

  /** Digits and dots only: {@code 127.example.com} is a name like any other. */
  private static boolean isNumeric(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) != '.' && (host.charAt(i) < '0' || host.charAt(i) > '9')) {
        return false;
      }
    }
    return true;
  }
}
