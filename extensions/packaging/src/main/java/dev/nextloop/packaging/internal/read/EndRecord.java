package dev.nextloop.packaging.internal.read;

import static dev.nextloop.packaging.internal.ZipBytes.u16;
import static dev.nextloop.packaging.internal.ZipBytes.u32;

import dev.nextloop.packaging.UnreadableZipException;
import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipRule;
import dev.nextloop.packaging.internal.ZipBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the end of a zip says about its central directory (APPNOTE 6.3.10, 4.3.14 to 4.3.16).
 *
 * @param offset where the central directory starts
 * @param bytes how long it is
 * @param entries how many entries it has
 */
record EndRecord(long offset, long bytes, long entries) {
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int END_BYTES = 22;
  private static final int END_64_BYTES = 56;
  private static final int LOCATOR_BYTES = 20;

  /** Finds the record; the file must end with it and its directory must end where it begins. */
  static EndRecord read(ZipBytes zip) throws IOException {
    long tailStart = Math.max(0, zip.size() - END_BYTES - 0xffff);
    ByteBuffer tail = zip.at(tailStart, (int) (zip.size() - tailStart));
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        long after = zip.size() - (tailStart + at + END_BYTES + u16(tail, at + 20));
        if (after < 0) {
          throw new UnreadableZipException("the comment at its end is cut off");
        }
        if (after > 0) {
          throw hidden("has %d bytes after its end record".formatted(after));
        }
        return read(zip, tailStart + at);
      }
    }
    throw new UnreadableZipException("it has no end record (PK\\5\\6) in its last 65557 bytes");
  }

  private static EndRecord read(ZipBytes zip, long at) throws IOException {
    ByteBuffer end = zip.at(at, END_BYTES);
    if (end.getInt(4) != 0 && end.getInt(4) != -1) {
      throw new UnreadableZipException("it is one part of a zip in several parts");
    }
    EndRecord found = new EndRecord(u32(end, 16), u32(end, 12), u16(end, 10));
    long directoryEnd = at;
    if (at >= LOCATOR_BYTES && zip.at(at - LOCATOR_BYTES, 4).getInt(0) == LOCATOR_64) {
      directoryEnd = zip.at(at - LOCATOR_BYTES, LOCATOR_BYTES).getLong(8);
      found = found.widened(zip, directoryEnd, at - LOCATOR_BYTES);
    }
    long hole = directoryEnd - found.bytes - found.offset;
    if (found.bytes < 0 || found.offset < 0 || hole < 0) {
      throw new UnreadableZipException("its central directory does not fit before the end record");
    }
    if (hole > 0) {
      throw hidden("has %d bytes that no record owns".formatted(hole));
    }
    return found;
  }

  /** Takes the numbers of the Zip64 record, which must not contradict those of the short one. */
  private EndRecord widened(ZipBytes zip, long at, long recordEnd) throws IOException {
    ByteBuffer end = zip.at(at, END_64_BYTES);
    if (end.getInt(0) != END_64 || end.getLong(4) != recordEnd - at - 12) {
      throw new UnreadableZipException("its Zip64 end record is not where its locator points");
    }
    EndRecord wide = new EndRecord(end.getLong(48), end.getLong(40), end.getLong(32));
    if ((offset != 0xffff_ffffL && offset != wide.offset)
        || (bytes != 0xffff_ffffL && bytes != wide.bytes)
        || (entries != 0xffff && entries != wide.entries)) {
      throw new UnsafeZipException(
          ZipRule.AMBIGUOUS, null, "has two end records that contradict each other");
    }
    return wide;
  }

  private static UnsafeZipException hidden(String finding) {
    return new UnsafeZipException(ZipRule.HIDDEN_DATA, null, "it " + finding);
  }
}
