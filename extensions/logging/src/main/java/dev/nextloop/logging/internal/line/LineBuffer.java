package dev.nextloop.logging.internal.line;

import java.util.Arrays;

/**
 * Bytes of one line, with room for a frame's header before them, so that both are one write. Owned
 * by one thread at a time.
 */
public final class LineBuffer {
  /** Bytes that are kept free at the front. */
  public static final int HEADER = 16;

  /** A buffer that has grown beyond this is not kept for another line. */
  private static final int KEPT = 64 * 1_024;

  // Checked once for so many characters, none of which needs more than six bytes.
  private static final int CHUNK = 512;
  private static final int WIDEST = 6;
  private static final byte[] HEX =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[4 * 1_024];
  private int length = HEADER;

  /** The bytes; good until something more is written. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the line ends, header included. */
  public int length() {
    return length;
  }

  /** Forgets what was written behind this length. */
  public void rewind(int to) {
    length = to;
  }

  /** Forgets everything. */
  public void clear() {
    length = HEADER;
  }

  /** Whether it is small enough to be kept for another line. */
  public boolean isKept() {
    return bytes.length <= KEPT;
  }

  /** A copy of the line, without header. */
  public byte[] copy() {
    return Arrays.copyOfRange(bytes, HEADER, length);
  }

  /** One byte. */
  public LineBuffer put(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Bytes as they are. */
  public LineBuffer put(byte[] some) {
    ensure(some.length);
    System.arraycopy(some, 0, bytes, length, some.length);
    length += some.length;
    return this;
  }

  /** ASCII as it is. */
  LineBuffer ascii(String text) {
    int end = text.length();
    ensure(end);
    for (int i = 0; i < end; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** A JSON string, with its quotes. */
  LineBuffer quoted(String text) {
    put('"');
    json(text, 0, text.length(), true);
    return put('"');
  }

  /** The name of a JSON member, with its quotes. */
  LineBuffer name(String text) {
    return quoted(Surrogates.whole(text));
  }

  /**
   * The inside of a JSON string, on one line whatever it holds.
   *
   * @param escape false where quotes and backslashes are escapes already
   */
  void json(String text, int from, int to, boolean escape) {
    int at = from;
    while (at < to) {
      ensure(CHUNK * WIDEST);
      int stop = Math.min(to, at + CHUNK);
      while (at < stop) {
        at = plain(text, at, stop);
        if (at == stop) {
          break;
        }
        char c = text.charAt(at++);
        if (c < ' ' || (escape && (c == '"' || c == '\\'))) {
          escape(c);
        } else if (c < 0x80) {
          bytes[length++] = (byte) c;
        } else if (isPair(text, c, at, to)) {
          pair(c, text.charAt(at++));
        } else if (Character.isSurrogate(c) || c == 0x85 || c == 0x2028 || c == 0x2029) {
          // UTF-8 has no lone surrogates, and some readers end lines at the others.
          unicode(c);
        } else {
          wide(c);
        }
      }
    }
  }

  /**
   * What needs no look, as most of all text: in a loop of its own, because only a compiler that
   * these JVMs are started without would keep the fields in registers.
   *
   * @return where it ends
   */
  private int plain(String text, int from, int to) {
    byte[] into = bytes;
    int end = length;
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
        break;
      }
      into[end++] = (byte) c;
      at++;
    }
    length = end;
    return at;
  }

  /**
   * Text. Control characters are shown as {@code \\u001b}, for a terminal would obey them; a lone
   * surrogate becomes U+FFFD.
   *
   * @param lines whether line feeds are kept; else each is a carriage return, so that whoever reads
   *     lines sees one
   */
  LineBuffer text(String text, boolean lines) {
    int at = 0;
    int to = text.length();
    while (at < to) {
      ensure(CHUNK * WIDEST);
      int stop = Math.min(to, at + CHUNK);
      while (at < stop) {
        char c = text.charAt(at++);
        if (c < ' ' || c == 0x7f) {
          control(c, lines);
        } else if (c < 0x80) {
          bytes[length++] = (byte) c;
        } else if (isPair(text, c, at, to)) {
          pair(c, text.charAt(at++));
        } else {
          wide(Character.isSurrogate(c) ? '\ufffd' : c);
        }
      }
    }
    return this;
  }

  private void control(char c, boolean lines) {
    if (c == '\t' || c == '\r' || c == '\n') {
      bytes[length++] = (byte) (c == '\n' && !lines ? '\r' : c);
    } else {
      unicode(c);
    }
  }

  private void escape(char c) {
    int letter = "\b\t\n\f\r".indexOf(c);
    if (c < ' ' && letter < 0) {
      unicode(c);
      return;
    }
    bytes[length++] = '\\';
    bytes[length++] = (byte) (letter < 0 ? c : "btnfr".charAt(letter));
  }

  private void unicode(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[c >> shift & 0xf];
    }
  }

  private static boolean isPair(String text, char c, int next, int to) {
    return Character.isHighSurrogate(c) && next < to && Character.isLowSurrogate(text.charAt(next));
  }

  private void pair(char high, char low) {
    int point = Character.toCodePoint(high, low);
    bytes[length++] = (byte) (0xf0 | point >> 18);
    bytes[length++] = (byte) (0x80 | (point >> 12 & 0x3f));
    bytes[length++] = (byte) (0x80 | (point >> 6 & 0x3f));
    bytes[length++] = (byte) (0x80 | (point & 0x3f));
  }

  private void wide(char c) {
    if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | c >> 6);
    } else {
      bytes[length++] = (byte) (0xe0 | c >> 12);
      bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
    }
    bytes[length++] = (byte) (0x80 | (c & 0x3f));
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
    }
  }
}
