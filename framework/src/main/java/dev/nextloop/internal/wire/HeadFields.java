package dev.nextloop.internal.wire;

import java.util.Arrays;

/** The fields of a response head that frame the message: all that an engine reads of every head. */
final class HeadFields {
  private static final byte[] LENGTH = bytes("content-length");
  private static final byte[] ENCODING = bytes("transfer-encoding");
  private static final byte[] CONNECTION = bytes("connection");
  private static final byte[] CHUNKED = bytes("chunked");
  private static final byte[] CLOSE = bytes("close");
  private static final byte[] KEEP_ALIVE = bytes("keep-alive");

  int status;

  /** Content-Length, or -1. */
  long length;

  boolean chunked;
  boolean keepAlive;

  /** Where the header lines start, relative to the head. */
  int[] lines = new int[16];

  /** How many header lines there are. */
  int count;

  private int line;
  private int scanned;
  private int colon;

  /** Makes ready for a head. */
  void begin() {
    length = -1;
    chunked = false;
    count = 0;
    line = 0;
    scanned = 0;
    colon = -1;
  }

  /**
   * Reads the lines that are there, each of them once, however few bytes come at a time.
   *
   * @param in the head, from index 0
   * @param to index behind the last byte that is there
   * @return the head's length, its empty line included; 0 while that line has not come
   */
  int read(byte[] in, int to) {
    while (true) {
      int end = scanned;
      int firstColon = colon;
      for (byte b; end < to && (b = in[end]) != '\n'; end++) {
        if (b == ':' && firstColon < 0) {
          firstColon = end;
        }
      }
      scanned = end;
      colon = firstColon;
      if (end == to) {
        return 0;
      }
      if (line == 0) {
        statusLine(in, end + 1);
      } else if (end == line || (end == line + 1 && in[line] == '\r')) {
        checkFraming(in);
        return end + 1;
      } else {
        headerLine(in, end);
      }
      line = end + 1;
      scanned = line;
      colon = -1;
    }
  }

  private void headerLine(byte[] in, int end) {
    if (colon <= line || in[line] <= ' ' || in[colon - 1] <= ' ') {
      // White space before the colon, or a value that goes on in the next line: what one reader
      // takes for Content-Length and another doesn't.
      throw new IllegalArgumentException("response head has a line without a name and a colon");
    }
    if (count == lines.length) {
      lines = Arrays.copyOf(lines, count * 2);
    }
    lines[count++] = line;
    field(in, line, colon, end);
  }

  private void checkFraming(byte[] in) {
    if (chunked && in[7] == '0') {
      keepAlive = false;
    }
    if (chunked && length >= 0) {
      // Two ways to say where the message ends: a smuggler's trick, never an honest server's.
      throw new IllegalArgumentException("response has both Content-Length and Transfer-Encoding");
    }
  }

  private void statusLine(byte[] in, int to) {
    if (to < 13
        || in[0] != 'H'
        || in[1] != 'T'
        || in[2] != 'T'
        || in[3] != 'P'
        || in[4] != '/'
        || in[5] != '1'
        || in[6] != '.'
        || in[7] < '0'
        || in[7] > '9'
        || in[8] != ' ') {
      throw new IllegalArgumentException("response is not HTTP/1");
    }
    keepAlive = in[7] != '0';
    status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = in[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("response status is no number");
      }
      status = status * 10 + digit;
    }
    boolean ended = in[12] == ' ' || in[in[12] == '\r' ? 13 : 12] == '\n';
    if (status < 100 || status > 599 || !ended) {
      throw new IllegalArgumentException("response status " + status + " is none of HTTP's");
    }
  }

  private void field(byte[] in, int line, int colon, int end) {
    switch (colon - line) {
      case 14 -> {
        if (matches(in, line, LENGTH)) {
          long value = number(in, colon + 1, end);
          if (length >= 0 && length != value) {
            throw new IllegalArgumentException("response has two different Content-Lengths");
          }
          length = value;
        }
      }
      case 17 -> {
        if (matches(in, line, ENCODING)) {
          if (chunked || !isChunked(in, colon + 1, end)) {
            throw new IllegalArgumentException("response has an unknown Transfer-Encoding");
          }
          chunked = true;
        }
      }
      case 10 -> {
        if (matches(in, line, CONNECTION)) {
          if (contains(in, colon + 1, end, CLOSE)) {
            keepAlive = false;
          } else if (contains(in, colon + 1, end, KEEP_ALIVE)) {
            keepAlive = true;
          }
        }
      }
      default -> {
        // Read later, if anybody asks.
      }
    }
  }

  private static long number(byte[] in, int from, int to) {
    int at = from;
    while (at < to && isBlank(in[at])) {
      at++;
    }
    long value = at < to && in[at] >= '0' && in[at] <= '9' ? 0 : -1;
    for (; at < to && in[at] >= '0' && in[at] <= '9' && value < 1_000_000_000_000L; at++) {
      value = value * 10 + in[at] - '0';
    }
    if (value < 0 || !isBlank(in, at, to)) {
      throw new IllegalArgumentException("response Content-Length is no sensible number");
    }
    return value;
  }

  private static boolean isChunked(byte[] in, int from, int to) {
    int at = from;
    while (at < to && isBlank(in[at])) {
      at++;
    }
    return at + CHUNKED.length <= to
        && matches(in, at, CHUNKED)
        && isBlank(in, at + CHUNKED.length, to);
  }

  private static boolean isBlank(byte[] in, int from, int to) {
    int at = from;
    while (at < to && isBlank(in[at])) {
      at++;
    }
    return at == to;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private static boolean contains(byte[] in, int from, int to, byte[] word) {
    for (int i = from; i + word.length <= to; i++) {
      if (matches(in, i, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] in, int at, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (HttpHead.lower(in[at + i]) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
