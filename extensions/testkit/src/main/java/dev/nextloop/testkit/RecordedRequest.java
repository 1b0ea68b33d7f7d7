package dev.nextloop.testkit;

import java.nio.charset.StandardCharsets;

/**
 * One request as it came over the wire. The arrays are not copied: tests only read them.
 *
 * @param connection number of the connection, from 1 in the order of acceptance
 * @param index number of the request on its connection, from 1
 * @param arrivalTicks nanoseconds of the server's tick source when its first byte was seen; a
 *     pipelined request is seen when the script comes to read it
 * @param method for instance {@code GET}
 * @param target the request target, undecoded
 * @param headers the header lines
 * @param body the body without its chunk framing; empty if there is none or it was not read or
 *     skipped
 * @param bodyLength bytes of the body that were read, skipped ones included
 * @param trailers the lines after the last chunk
 * @param rawHead the bytes from the request line to the empty line, both included
 * @param raw the bytes of the whole request with all framing; skipped parts are missing
 * @param complete whether the request was read to its end; false after {@link Script#readHead()}
 */
@SuppressWarnings(
    "ArrayRecordComponent") // no test compares requests; bytes are what they are about
public record RecordedRequest(
    int connection,
    int index,
    long arrivalTicks,
    String method,
    String target,
    Headers headers,
    byte[] body,
    long bodyLength,
    Headers trailers,
    byte[] rawHead,
    byte[] raw,
    boolean complete) {

  /** The body read as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The first header called {@code name}, whatever its case, or null. */
  public String header(String name) {
    return headers.first(name).orElse(null);
  }

  /** One line for messages, without headers and body. */
  @Override
  public String toString() {
    return "%s %s (connection %d, request %d, body of %d bytes%s)"
        .formatted(
            method, target, connection, index, bodyLength, complete ? "" : ", not read to its end");
  }
}
