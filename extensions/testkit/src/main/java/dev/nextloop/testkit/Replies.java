package dev.nextloop.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of Runtime API answers, exactly as given; nothing is checked, so that wrong answers can
 * be made too. Header lines are {@code Name: value} without line end. Text is sent in UTF-8.
 */
public final class Replies {
  private Replies() {}

  /** An event as the answer of {@code next}, with its length and {@code extraHeaders}. */
  public static byte[] event(
      String requestId, long deadlineMs, byte[] body, String... extraHeaders) {
    List<String> lines = eventHeaders(requestId, deadlineMs, extraHeaders);
    lines.add("Content-Length: " + body.length);
    return raw("HTTP/1.1 200 OK", lines, body);
  }

  /** As {@link #event}, the body in chunks of {@code chunkSize} bytes (1 or more). */
  public static byte[] chunkedEvent(
      String requestId, long deadlineMs, byte[] body, int chunkSize, String... extraHeaders) {
    List<String> lines = eventHeaders(requestId, deadlineMs, extraHeaders);
    lines.add("Transfer-Encoding: chunked");
    return raw("HTTP/1.1 200 OK", lines, chunks(body, chunkSize, ""));
  }

  /**
   * The header lines of an event without its framing, in a list that can be added to.
   *
   * @param deadlineMs milliseconds since the Unix epoch
   */
  public static List<String> eventHeaders(
      String requestId, long deadlineMs, String... extraHeaders) {
    List<String> lines = new ArrayList<>();
    lines.add("Content-Type: application/json");
    lines.add("Lambda-Runtime-Aws-Request-Id: " + requestId);
    lines.add("Lambda-Runtime-Deadline-Ms: " + deadlineMs);
    lines.add(
        "Lambda-Runtime-Invoked-Function-Arn:"
            + " arn:aws:lambda:us-east-1:012345678912:function:test_function");
    Collections.addAll(lines, extraHeaders);
    return lines;
  }

  /** The answer 202 to a post. */
  public static byte[] accepted() {
    return json(202, "{\"status\":\"OK\"}\n");
  }

  /** An error answer; quotes and backslashes of {@code message} are escaped, nothing else. */
  public static byte[] error(int status, String errorType, String message) {
    String escaped = message.replace("\\", "\\\\").replace("\"", "\\\"");
    return json(
        status, "{\"errorMessage\":\"%s\",\"errorType\":\"%s\"}\n".formatted(escaped, errorType));
  }

  /** An answer without body; length 0 is said except with 1xx and 204, which have none. */
  public static byte[] status(int code, String... extraHeaders) {
    List<String> lines = new ArrayList<>(List.of(extraHeaders));
    if (code >= 200 && code != 204) {
      lines.add("Content-Length: 0");
    }
    return raw(statusLine(code), lines, new byte[0]);
  }

  /** A status line or request line, header lines and body, put together as they are. */
  public static byte[] raw(String firstLine, List<String> headerLines, byte[] body) {
    StringBuilder head = new StringBuilder(firstLine).append("\r\n");
    headerLines.forEach(line -> head.append(line).append("\r\n"));
    return join(text(head.append("\r\n").toString()), body);
  }

  /**
   * {@code body} in chunked coding, its end included.
   *
   * @param chunkSize bytes of each chunk but the last, 1 or more
   * @param extension what follows each size, for instance {@code ;a=b}; may be empty
   * @param trailers lines after the last chunk
   */
  public static byte[] chunks(byte[] body, int chunkSize, String extension, String... trailers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += chunkSize) {
      int size = Math.min(chunkSize, body.length - from);
      out.writeBytes(text(Integer.toHexString(size) + extension + "\r\n"));
      out.write(body, from, size);
      out.writeBytes(text("\r\n"));
    }
    out.writeBytes(raw("0" + extension, List.of(trailers), new byte[0]));
    return out.toByteArray();
  }

  /** All {@code parts} in one array, for instance two answers in one segment. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** The bytes of {@code text} in UTF-8. */
  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(int status, String body) {
    byte[] bytes = text(body);
    return raw(
        statusLine(status),
        List.of("Content-Type: application/json", "Content-Length: " + bytes.length),
        bytes);
  }

  private static String statusLine(int code) {
    String reason =
        switch (code) {
          case 100 -> "Continue";
          case 200 -> "OK";
          case 202 -> "Accepted";
          case 204 -> "No Content";
          case 400 -> "Bad Request";
          case 403 -> "Forbidden";
          case 404 -> "Not Found";
          case 410 -> "Gone";
          case 413 -> "Request Entity Too Large";
          case 500 -> "Internal Server Error";
          case 503 -> "Service Unavailable";
          default -> "";
        };
    return "HTTP/1.1 " + code + " " + reason;
  }
}
