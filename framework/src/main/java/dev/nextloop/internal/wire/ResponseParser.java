package dev.nextloop.internal.wire;

import dev.nextloop.spi.Body;
import java.nio.ByteBuffer;
import java.util.Arrays;

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
  // The head as an array: a direct buffer is slow to look at byte by byte, and fast to copy from.
  private byte[] head = new byte[1 << 10];
  private int headLength;
  private int copied;
  private int bodyStart;
  private int bodyEnd;
  private int interim;
  private int dropped;
  private boolean headKnown;

  /** A parser that is ready for its first response. */
  public ResponseParser() {
    fields.begin();
  }

  /** How far the response has come. */
  public enum Progress {
    /** More bytes are needed; {@link #wanted()} tells how large the buffer must become. */
    MORE,
    /** Head and body are there. */
    COMPLETE
  }

  /** Makes ready for the next response. */
  public void reset() {
    headLength = 0;
    copied = 0;
    bodyStart = 0;
    bodyEnd = 0;
    interim = 0;
    dropped = 0;
    headKnown = false;
    fields.begin();
  }

  /** Goes on reading. */
  public Progress parse(ByteBuffer in) {
    while (!headKnown) {
      if (!findHead(in)) {
        return Progress.MORE;
      }
      bodyStart += headLength;
      if (fields.status >= 200) {
        headKnown = true;
        if (fields.chunked) {
          chunks.start(bodyStart);
        }
      } else if (++interim > MAX_INTERIM || fields.status == 101) {
        throw new IllegalArgumentException("too many interim responses, or a protocol switch");
      } else {
        copied = 0;
        fields.begin();
      }
    }
    return body(in);
  }

  /** Copies a piece after the other until the empty line is there. */
  private boolean findHead(ByteBuffer in) {
    int available = in.position() - bodyStart;
    while (copied < available) {
      if (copied == head.length) {
        if (copied >= MAX_HEAD) {
          throw new IllegalArgumentException("response head longer than " + MAX_HEAD + " bytes");
        }
        head = Arrays.copyOf(head, copied * 2);
      }
      int piece = Math.min(available, head.length) - copied;
      in.get(bodyStart + copied, head, copied, piece);
      copied += piece;
      headLength = fields.read(head, copied);
      if (headLength > 0) {
        return true;
      }
    }
    return false;
  }

  private Progress body(ByteBuffer in) {
    if (fields.status == 204 || fields.status == 304) {
      bodyEnd = bodyStart;
      return Progress.COMPLETE;
    }
    if (fields.chunked) {
      boolean done = chunks.parse(in);
      bodyEnd = chunks.end();
      // The framing counts: it lies in the same memory.
      check(chunks.consumed() - bodyStart);
      return done ? Progress.COMPLETE : Progress.MORE;
    }
    if (fields.length >= 0) {
      check(fields.length);
      bodyEnd = bodyStart + (int) fields.length - dropped;
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

  /** How much of the body is here. */
  public int available(ByteBuffer in) {
    return Math.min(in.position(), bodyEnd) - bodyStart;
  }

  /** Gives up the part of the body that is here: what follows is read to where it lay. */
  public void drop(ByteBuffer in) {
    int rest = in.position() - Math.min(in.position(), consumed());
    if (fields.chunked) {
      chunks.rewind(bodyStart);
      bodyEnd = bodyStart;
    } else {
      int gone = available(in);
      dropped += gone;
      bodyEnd -= gone;
    }
    in.position(bodyStart + rest);
  }

  /** Length of the whole body; -1 when the head does not say. */
  public long length() {
    return fields.chunked ? -1 : fields.length;
  }

  /**
   * The other side has closed.
   *
   * @return whether that completes the response, because its body runs to the end of the connection
   */
  public boolean closed() {
    return headKnown && !fields.chunked && fields.length < 0;
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

  /** Whether the whole head has come. */
  public boolean hasHead() {
    return headKnown;
  }

  /** The head with a body as an event; neither is copied: both last until {@link #reset}. */
  public HttpHead event(Body body) {
    return new HttpHead(head, headLength, fields.lines, fields.count, body);
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
