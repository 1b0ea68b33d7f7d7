package dev.nextloop.samples.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * The requests of the Runtime API.
 *
 * @param authority host and port
 */
record Requests(String authority) {
  private static final String BASE = "/2018-06-01/runtime/";

  byte[] next() {
    return get("invocation/next");
  }

  byte[] restoreNext() {
    return get("restore/next");
  }

  private byte[] get(String path) {
    return ("GET " + BASE + path + " HTTP/1.1\r\n" + common() + "\r\n").getBytes(ISO_8859_1);
  }

  private String common() {
    return "Host: " + authority + "\r\nUser-Agent: nextloop-probe/1\r\n";
  }

  /** The answer to an event, with the id of its delivery where it had one. */
  byte[] response(Answer event, String json) {
    byte[] body = json.getBytes(UTF_8);
    String id = event.header("Lambda-Runtime-Aws-Request-Id").orElse("");
    String head =
        "POST "
            + BASE
            + "invocation/"
            + id
            + "/response HTTP/1.1\r\n"
            + common()
            + event
                .header("Lambda-Runtime-Invocation-Id")
                .map(delivery -> "Lambda-Runtime-Invocation-Id: " + delivery + "\r\n")
                .orElse("")
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return together(head.getBytes(ISO_8859_1), body);
  }

  static byte[] together(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream(one.length + other.length);
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }
}
