package dev.nextloop.samples.probe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer of the Runtime API, as it came.
 *
 * @param version such as {@code HTTP/1.1}
 * @param status of the first line
 * @param headers name and value of each line, in their order
 * @param body after chunks were put together
 * @param arrived when its first byte was read, on the monotonic clock
 */
record Answer(String version, int status, List<Header> headers, String body, long arrived) {

  /** One line of the head. */
  record Header(String name, String value) {}

  /** The first value of a header; empty when it is missing or empty. */
  Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** Whether the server says that it closes the connection. */
  boolean closes() {
    String connection = header("Connection").orElse("").toLowerCase(Locale.ROOT);
    return connection.contains("close")
        || (version.equals("HTTP/1.0") && !connection.contains("keep-alive"));
  }
}
