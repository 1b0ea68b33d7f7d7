package dev.nextloop.internal.wire;

import java.nio.ByteBuffer;

/**
 * Reads a chunked body in place: moves the chunks together over their framing. Extensions and
 * trailers are passed over.
 */
final class ChunkedBody {
  private static final int LONGEST_LINE = 16 << 10;

  private enum At {
    SIZE,
    DATA,
    DATA_END,
    TRAILER,
    DONE
  }

  private At at;
  private int end;
  private int next;
  private int left;
  private int lineLength;
  private boolean anyDigit;
  private boolean padded;
  private boolean inExtension;
  private boolean returned;

  /** Makes ready for a body whose first byte has this index. */
  void start(int index) {
    at = At.SIZE;
    end = index;
    next = index;
    startLine();
  }

  private void startLine() {
    left = 0;
    lineLength = 0;
    anyDigit = false;
    padded = false;
    inExtension = false;
    returned = false;
  }

  /** Index behind the last byte of the body so far. */
  int end() {
    return end;
  }

  /** Index behind the last byte read. */
  int consumed() {
    return next;
  }

  /** What has come so far is not needed any more: goes on at this index. */
  void rewind(int index) {
    end = index;
    next = index;
  }

  /** Goes on; true when the last chunk and the trailers have come. */
  boolean parse(ByteBuffer in) {
    int limit = in.position();
    while (next < limit && at != At.DONE) {
      if (at == At.DATA) {
        move(in, Math.min(left, limit - next));
      } else {
        line(in.get(next++));
      }
    }
    return at == At.DONE;
  }

  private void move(ByteBuffer in, int count) {
    if (end != next) {
      ByteBuffer to = in.duplicate();
      to.limit(end + count).position(end);
      ByteBuffer from = in.duplicate();
      from.limit(next + count).position(next);
      to.put(from);
    }
    end += count;
    next += count;
    left -= count;
    if (left == 0) {
      at = At.DATA_END;
    }
  }

  private void line(byte b) {
    if (++lineLength > LONGEST_LINE) {
      throw new IllegalArgumentException("chunk line longer than " + LONGEST_LINE + " bytes");
    }
    if (returned && b != '\n') {
      throw new IllegalArgumentException("chunk line has a carriage return before its end");
    }
    returned = b == '\r';
    if (returned) {
      lineLength--;
    } else if (at == At.SIZE) {
      size(b);
    } else if (at == At.TRAILER) {
      trailer(b);
    } else if (b == '\n') {
      at = At.SIZE;
      startLine();
    } else {
      throw new IllegalArgumentException("chunk is longer than its size says");
    }
  }

  private void size(byte b) {
    if (b == '\n' && anyDigit) {
      at = left == 0 ? At.TRAILER : At.DATA;
      lineLength = 0;
    } else if (b == ';' && anyDigit) {
      inExtension = true;
    } else if ((b == ' ' || b == '\t') && anyDigit) {
      padded = true;
    } else if (!inExtension) {
      int digit = Character.digit(b, 16);
      left = left * 16 + digit;
      if (digit < 0 || padded || left > ResponseParser.MAX_BODY) {
        throw new IllegalArgumentException("chunk size is no hexadecimal number, or too large");
      }
      anyDigit = true;
    }
  }

  private void trailer(byte b) {
    if (b == '\n') {
      if (lineLength == 1) {
        at = At.DONE;
      }
      lineLength = 0;
    }
  }
}
