package dev.nextloop.packaging.internal.read;

import static dev.nextloop.packaging.internal.ZipBytes.u16;
import static dev.nextloop.packaging.internal.ZipBytes.u32;

import dev.nextloop.packaging.UnreadableZipException;
import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipRule;
import dev.nextloop.packaging.internal.ZipBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * Compares every local header with the central directory, and the places of the entries with each
 * other: a reader that streams and one that seeks must see the same zip.
 */
final class LocalHeaders {
  private static final int HEADER = 0x04034b50;
  private static final int HEADER_BYTES = 30;
  private static final int DATA_DESCRIPTOR = 1 << 3;
  private static final long IN_EXTRA = 0xffff_ffffL;

  /** Flag bits that change the meaning: encrypted, sizes follow, strong encryption, UTF-8, mask. */
  private static final int FLAGS = 1 | DATA_DESCRIPTOR | 1 << 6 | 1 << 11 | 1 << 13;

  private final ZipBytes zip;

  LocalHeaders(ZipBytes zip) {
    this.zip = zip;
  }

  void check(List<ZipArchiveEntry> entries, long directoryStart) throws IOException {
    List<ZipArchiveEntry> inPlace =
        entries.stream()
            .sorted(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset))
            .toList();
    long free = 0;
    boolean descriptor = false;
    for (ZipArchiveEntry entry : inPlace) {
      requireNoGap(entry.getName(), entry.getLocalHeaderOffset() - free, descriptor);
      free = end(entry);
      descriptor = (entry.getRawFlag() & DATA_DESCRIPTOR) != 0;
    }
    requireNoGap(null, directoryStart - free, descriptor);
  }

  private static void requireNoGap(String entry, long gap, boolean descriptor)
      throws UnsafeZipException {
    boolean fits = gap == 0 || (descriptor && gap >= 12 && gap <= 24 && gap % 4 == 0);
    if (!fits) {
      String what = gap < 0 ? "overlaps" : "leaves a gap of " + gap + " bytes after";
      throw new UnsafeZipException(
          ZipRule.HIDDEN_DATA,
          entry,
          entry == null
              ? "the central directory " + what + " the last entry"
              : what + " the entry before it");
    }
  }

  /** Checks one header and returns where the entry's compressed data ends. */
  private long end(ZipArchiveEntry entry) throws IOException {
    ByteBuffer header = zip.at(entry.getLocalHeaderOffset(), HEADER_BYTES);
    if (header.getInt(0) != HEADER) {
      throw new UnreadableZipException("an entry has no local header where it should be");
    }
    byte[] name = entry.getRawName();
    int extraBytes = u16(header, 28);
    long nameStart = entry.getLocalHeaderOffset() + HEADER_BYTES;
    require(entry, u16(header, 26) == name.length, "name");
    require(entry, Arrays.equals(zip.at(nameStart, name.length).array(), name), "name");
    require(entry, (u16(header, 6) & FLAGS) == (entry.getRawFlag() & FLAGS), "flags");
    require(entry, u16(header, 8) == entry.getMethod(), "compression method");
    boolean later = (entry.getRawFlag() & DATA_DESCRIPTOR) != 0;
    require(entry, agrees(u32(header, 14), entry.getCrc(), later), "checksum");
    ByteBuffer extra = zip.at(nameStart + name.length, extraBytes);
    long[] sizes = sizes(header, extra);
    require(entry, agrees(sizes[0], entry.getSize(), later), "size");
    require(entry, agrees(sizes[1], entry.getCompressedSize(), later), "compressed size");
    return nameStart + name.length + extraBytes + entry.getCompressedSize();
  }

  private static boolean agrees(long local, long central, boolean later) {
    return local == central || (later && local == 0);
  }

  /** Size and compressed size, from the Zip64 extra field (id 1) where the header points there. */
  private static long[] sizes(ByteBuffer header, ByteBuffer extra) {
    long[] sizes = {u32(header, 22), u32(header, 18)};
    for (int at = 0; at <= extra.limit() - 4; at += 4 + u16(extra, at + 2)) {
      if (u16(extra, at) == 1 && extra.limit() - at >= 20 && u16(extra, at + 2) >= 16) {
        sizes[0] = sizes[0] == IN_EXTRA ? extra.getLong(at + 4) : sizes[0];
        sizes[1] = sizes[1] == IN_EXTRA ? extra.getLong(at + 12) : sizes[1];
      }
    }
    return sizes;
  }

  private static void require(ZipArchiveEntry entry, boolean same, String field)
      throws UnsafeZipException {
    if (!same) {
      throw new UnsafeZipException(
          ZipRule.AMBIGUOUS,
          entry.getName(),
          "has another " + field + " in its local header than in the central directory");
    }
  }
}
