package dev.nextloop.internal.wire;

import java.nio.ByteBuffer;

/**
 * Reads one HTTP/1 response in place, from a buffer that a connection fills. Knows no socket.
 *
 * <p>The buffer holds the response from index 0 to its position (the way a buffer is that was just
 * read into). After each read call {@link #parse}; it goes on where it stopped. When it says {@link
 * Progress#COMPLETE}, head and body lie between the indices that the getters name; a chunked body
 * has been moved together. What is not HTTP/1, or longer than the bounds, is an {@link
 * IllegalArgumentException}.
 */
public final class ResponseParser {
  /** A head longer than this is refused; the platform's own limit is about 1 MiB. */
  public static final int MAX_HEAD = 1 << 20;

  /** A body longer than this is refused; the platform sends at most about 6 MiB. */
  public static final int MAX_BODY = 64 << 20;

  private static final int MAX_INTERIM = 16;

  private final ChunkedBody chunks = new ChunkedBody();
  private final HeadFields fields = new HeadFields();
  private int scanned;
  private int headStart;
  private int headEnd;
  private int bodyStart;
  private int bodyEnd;
  private int interim;
  private boolean headKnown;

  /** How far the response has come. */
  public enum Progress {
    /** More bytes are needed; {@link #wanted()} tells how large the buffer must become. */
    MORE,
    /** Head and body are there. */
    COMPLETE
  }

  /** Makes ready for the next response. */
  public void reset() {
    scanned = 0;
    headStart = 0;
    headEnd = 0;
    bodyStart = 0;
    bodyEnd = 0;
    interim = 0;
    headKnown = false;
  }

  /** Goes on reading. */
  public Progress parse(ByteBuffer in) {
    while (!headKnown) {
      int end = endOfHead(in);
      if (end < 0) {
        if (in.position() - headStart > MAX_HEAD) {
          throw new IllegalArgumentException("response head longer than " + MAX_HEAD + " bytes");
        }
        return Progress.MORE;
      }
      fields.read(in, headStart, end);
      headEnd = end;
      bodyStart = end;
      scanned = end;
      if (fields.status >= 200) {
        headKnown = true;
      } else if (++interim > MAX_INTERIM || fields.status == 101) {
        throw new IllegalArgumentException("too many interim responses, or a protocol switch");
      } else {
        headStart = end;
      }
    }
    return body(in);
  }

  private Progress body(ByteBuffer in) {
    if (fields.status == 204 || fields.status == 304) {
      bodyEnd = bodyStart;
      return Progress.COMPLETE;
    }
    if (fields.chunked) {
      if (scanned == bodyStart) {
        chunks.start(bodyStart);
      }
      scanned = Math.max(scanned, bodyStart + 1);
      boolean done = chunks.parse(in);
      bodyEnd = chunks.end();
      check(bodyEnd - bodyStart);
      return done ? Progress.COMPLETE : Progress.MORE;
    }
    if (fields.length >= 0) {
      check(fields.length);
      bodyEnd = bodyStart + (int) fields.length;
      return in.position() >= bodyEnd ? Progress.COMPLETE : Progress.MORE;
    }
    bodyEnd = in.position();
    check(bodyEnd - bodyStart);
    return Progress.MORE;
  }

  private static void check(long length) {
    if (length > MAX_BODY) {
      throw new IllegalArgumentException("response body longer than " + MAX_BODY + " bytes");
    }
  }

  /**
   * The other side has closed.
   *
   * @return whether that completes the response, because its body runs to the end of the connection
   */
  public boolean closed() {
    return headKnown && !fields.chunked && fields.length < 0;
  }

  /** Index behind the empty line that ends the head, or -1. */
  private int endOfHead(ByteBuffer in) {
    int limit = in.position();
    for (int i = Math.max(scanned, headStart); i < limit; i++) {
      if (in.get(i) == '\n'
          && i > headStart
          && (in.get(i - 1) == '\n'
              || (i > headStart + 1 && in.get(i - 1) == '\r' && in.get(i - 2) == '\n'))) {
        return i + 1;
      }
    }
    scanned = limit;
    return -1;
  }

  /**
   * Bytes of the response as far as they are known; a buffer of that size takes it without a copy.
   */
  public int wanted() {
    return headKnown && !fields.chunked && fields.length >= 0 ? bodyStart + (int) fields.length : 0;
  }

  /** Index behind the last byte that belongs to this response. */
  public int consumed() {
    return fields.chunked ? chunks.consumed() : bodyEnd;
  }

  /** HTTP status, 200 to 599. */
  public int status() {
    return fields.status;
  }

  /** Whether the connection can carry another request. */
  public boolean keepAlive() {
    return fields.keepAlive && (fields.chunked || fields.length >= 0 || fields.status == 204);
  }

  /** Index of the status line. */
  public int headStart() {
    return headStart;
  }

  /** Index behind the head's empty line. */
  public int headEnd() {
    return headEnd;
  }

  /** Index of the body's first byte. */
  public int bodyStart() {
    return bodyStart;
  }

  /** Index behind the body's last byte. */
  public int bodyEnd() {
    return bodyEnd;
  }
}
