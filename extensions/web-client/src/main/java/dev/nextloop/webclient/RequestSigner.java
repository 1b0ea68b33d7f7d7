package dev.nextloop.webclient;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Signs outgoing requests, as {@link SigV4} does for AWS. Any thread. */
@FunctionalInterface
public interface RequestSigner {

  /**
   * Signs a request that is about to be sent.
   *
   * @return the headers to set; when it fails, nothing is sent, and the call fails with that
   */
  Future<MultiMap> sign(Unsigned request);

  /**
   * A request.
   *
   * @param method for instance {@code GET}
   * @param secure whether it goes by HTTPS
   * @param host as it will stand in {@code Host}, without the port
   * @param port of the server
   * @param path as it will be sent, without the query
   * @param query names and values, decoded
   * @param headers those that are set so far
   * @param body null where it is a stream, whose bytes are not known
   */
  record Unsigned(
      String method,
      boolean secure,
      String host,
      int port,
      String path,
      MultiMap query,
      MultiMap headers,
      Buffer body) {}
}
