package dev.nextloop.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the heads of the six requests that the protocol knows, into buffers on the heap. What does
 * not change from call to call is encoded once.
 */
public final class RequestWriter {
  private static final String STREAMING =
      "\r\nConnection: close\r\n"
          + RuntimeHeaders.RESPONSE_MODE
          + ": streaming\r\nTransfer-Encoding: chunked\r\nTrailer: "
          + RuntimeHeaders.ERROR_TYPE
          + ", "
          + RuntimeHeaders.ERROR_BODY;

  private final byte[] common;
  private final byte[] next;
  private final byte[] restoreNext;

  /**
   * A writer for one connection.
   *
   * @param authority {@code Host} header
   * @param userAgent {@code User-Agent} header
   */
  public RequestWriter(String authority, String userAgent) {
    String fields = " HTTP/1.1\r\nHost: " + authority + "\r\nUser-Agent: " + userAgent + "\r\n";
    common = ascii(fields);
    next = ascii("GET " + RuntimePaths.NEXT + fields + "\r\n");
    restoreNext = ascii("GET " + RuntimePaths.RESTORE_NEXT + fields + "\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** {@code GET /runtime/invocation/next}, whole. */
  public void next(ByteBuffer out) {
    out.put(next);
  }

  /** {@code GET /runtime/restore/next}, whole. */
  public void restoreNext(ByteBuffer out) {
    out.put(restoreNext);
  }

  /**
   * Head of {@code POST /runtime/invocation/{id}/response}.
   *
   * @param requestId checked before: goes into the path as it stands
   * @param invocationId sent back when not null
   */
  public void response(
      ByteBuffer out, String requestId, String invocationId, String contentType, int length) {
    response(out, requestId, contentType);
    end(out, invocationId, length);
  }

  private void response(ByteBuffer out, String requestId, String contentType) {
    put(out, "POST ");
    put(out, RuntimePaths.INVOCATION);
    put(out, requestId);
    put(out, RuntimePaths.RESPONSE);
    out.put(common);
    put(out, "Content-Type: ");
    put(out, contentType);
  }

  /** Head of a streamed response, which has a connection of its own; chunks follow. */
  public void stream(ByteBuffer out, String requestId, String invocationId, String contentType) {
    response(out, requestId, contentType);
    put(out, STREAMING);
    end(out, invocationId);
    put(out, "\r\n\r\n");
  }

  /**
   * Head of a post that tells of a failure.
   *
   * @param path without what comes before {@code /2018-06-01}
   * @param cause X-Ray cause, or null
   */
  public void failure(
      ByteBuffer out, String path, String invocationId, String type, String cause, int length) {
    put(out, "POST ");
    put(out, path);
    out.put(common);
    put(out, "Content-Type: application/json\r\n");
    put(out, RuntimeHeaders.ERROR_TYPE);
    put(out, ": ");
    put(out, type);
    if (cause != null) {
      put(out, "\r\n");
      put(out, RuntimeHeaders.ERROR_CAUSE);
      put(out, ": ");
      put(out, cause);
    }
    end(out, invocationId, length);
  }

  /** Most bytes that a head takes, beside what is passed in as text. */
  public int overhead() {
    return common.length + 512;
  }

  private static void end(ByteBuffer out, String invocationId, int length) {
    end(out, invocationId);
    put(out, "\r\nContent-Length: ");
    putDecimal(out, length);
    put(out, "\r\n\r\n");
  }

  private static void end(ByteBuffer out, String invocationId) {
    if (invocationId != null) {
      put(out, "\r\n");
      put(out, RuntimeHeaders.INVOCATION_ID);
      put(out, ": ");
      put(out, invocationId);
    }
  }

  @SuppressWarnings("deprecation") // the one call that copies ASCII without making an array
  private static void put(ByteBuffer out, String ascii) {
    ascii.getBytes(0, ascii.length(), out.array(), out.arrayOffset() + out.position());
    out.position(out.position() + ascii.length());
  }

  private static void putDecimal(ByteBuffer out, int number) {
    int unit = 1;
    while (number / unit >= 10) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      out.put((byte) ('0' + number / unit % 10));
    }
  }
}
