package dev.nextloop.packaging.internal.read;

import static dev.nextloop.packaging.internal.ZipBytes.u16;

import dev.nextloop.packaging.UnreadableZipException;
import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipLimits;
import dev.nextloop.packaging.ZipRule;
import dev.nextloop.packaging.internal.ZipBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Walks the central directory before a library builds objects from it, so that the memory these
 * take is bounded.
 */
final class DirectoryScan {
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_BYTES = 46;
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_EXTRA_FIELDS = 16;

  private final EndRecord end;
  private final ZipLimits limits;

  DirectoryScan(EndRecord end, ZipLimits limits) {
    this.end = end;
    this.limits = limits;
  }

  void check(ZipBytes zip) throws IOException {
    if (end.entries() > limits.entries() || end.bytes() > MAX_BYTES) {
      throw new UnsafeZipException(
          ZipRule.LIMIT,
          null,
          "it has %d entries in a central directory of %d bytes; at most %d and %d are read"
              .formatted(end.entries(), end.bytes(), limits.entries(), MAX_BYTES));
    }
    ByteBuffer directory = zip.at(end.offset(), (int) end.bytes());
    long entries = 0;
    for (int at = 0; at < directory.limit(); entries++) {
      if (directory.limit() - at < HEADER_BYTES || directory.getInt(at) != HEADER) {
        throw new UnreadableZipException("its central directory is damaged at byte " + at);
      }
      int name = at + HEADER_BYTES;
      int extra = name + u16(directory, at + 28);
      int comment = extra + u16(directory, at + 30);
      at = comment + u16(directory, at + 32);
      if (at > directory.limit()) {
        throw new UnreadableZipException("the last header of its central directory is cut off");
      }
      checkExtraFields(directory, extra, comment);
    }
    if (entries != end.entries()) {
      throw new UnsafeZipException(
          ZipRule.AMBIGUOUS,
          null,
          "its end record counts %d entries, its central directory has %d"
              .formatted(end.entries(), entries));
    }
  }

  private static void checkExtraFields(ByteBuffer directory, int from, int to)
      throws UnsafeZipException {
    int fields = 0;
    for (int at = from; at <= to - 4; at += 4 + u16(directory, at + 2)) {
      if (++fields > MAX_EXTRA_FIELDS) {
        throw new UnsafeZipException(
            ZipRule.LIMIT, null, "an entry has more than " + MAX_EXTRA_FIELDS + " extra fields");
      }
    }
  }
}
