package dev.nextloop.tracing.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The members of a document: those of a piece of work, and the documents of its parts. */
final class Members {
  private static final byte[] PARTS = ",\"subsegments\":[".getBytes(StandardCharsets.US_ASCII);

  private final byte[] own;
  private final List<byte[]> parts;

  /**
   * Put together.
   *
   * @param own of the work itself
   * @param parts members of each part
   */
  Members(byte[] own, List<byte[]> parts) {
    this.own = own;
    this.parts = parts;
  }

  /** Bytes that a part takes in its parent's document: its own, two braces, a comma. */
  static int inside(byte[] part) {
    return part.length + 3;
  }

  /** Bytes that parts take beside those of {@link #inside}. */
  static int around() {
    return PARTS.length + 1;
  }

  private int length() {
    int length = own.length;
    if (!parts.isEmpty()) {
      length += around() - 1;
      for (byte[] part : parts) {
        length += inside(part);
      }
    }
    return length;
  }

  /** Both in one, to stand inside another document. */
  byte[] joined() {
    byte[] all = new byte[length()];
    write(all, 0);
    return all;
  }

  /** A document. */
  byte[] document(byte[] prefix) {
    byte[] all = new byte[prefix.length + length() + 1];
    System.arraycopy(prefix, 0, all, 0, prefix.length);
    int end = write(all, prefix.length);
    all[end] = '}';
    return all;
  }

  private int write(byte[] all, int from) {
    int at = put(own, all, from);
    if (parts.isEmpty()) {
      return at;
    }
    at = put(PARTS, all, at);
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        all[at++] = ',';
      }
      all[at++] = '{';
      at = put(parts.get(i), all, at);
      all[at++] = '}';
    }
    all[at++] = ']';
    return at;
  }

  private static int put(byte[] bytes, byte[] all, int at) {
    System.arraycopy(bytes, 0, all, at, bytes.length);
    return at + bytes.length;
  }
}
