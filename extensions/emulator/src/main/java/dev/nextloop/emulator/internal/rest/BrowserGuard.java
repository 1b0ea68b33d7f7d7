package dev.nextloop.emulator.internal.rest;

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Keeps web pages out: a page that the developer visits could reach a port on loopback, directly or
 * by a name that resolves to it. SDKs send neither an {@code Origin} nor another host.
 */
final class BrowserGuard {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final String ownHost;

  BrowserGuard(String ownHost) {
    this.ownHost = ownHost;
  }

  void check(HttpServerRequest request) {
    String host = request.authority() == null ? null : request.authority().host();
    if (host == null || !(HOSTS.contains(host) || host.equals(ownHost))) {
      throw denied("Host " + AwsError.shortened(host) + " is not served; call 127.0.0.1");
    }
    if (request.headers().contains("Origin")
        || "cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
      throw denied("Requests from web pages are not served");
    }
  }

  private static AwsError denied(String message) {
    return new AwsError(ErrorType.ACCESS_DENIED, message);
  }
}
