package dev.nextloop.packaging.internal.read;

import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipLimits;
import dev.nextloop.packaging.ZipRule;
import dev.nextloop.packaging.ZippedEntry;
import dev.nextloop.packaging.ZippedEntry.Kind;
import dev.nextloop.packaging.internal.EntryNames;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** What one entry may be, as far as its header in the central directory tells. */
final class EntryRules {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMBOLIC_LINK = 0120000;
  private static final int SET_ID = 07000;
  private static final int ALL_ONES = 0177777;
  private static final int MAC_OS_X = 19;
  private static final int ENCRYPTION_FLAGS = 1 | 1 << 6 | 1 << 13;
  private static final int MAX_TARGET_BYTES = 1024;

  private EntryRules() {}

  /** Checks an entry; a link's target is still unknown and stands as null. */
  static ZippedEntry check(ZipArchiveEntry entry, ZipLimits limits) throws UnsafeZipException {
    String name = plainName(entry);
    requireReadable(entry);
    requireSize(entry, limits);
    int bits = mode(entry);
    Kind kind = kind(entry, bits & TYPE);
    if ((bits & SET_ID) != 0) {
      throw refused(entry, ZipRule.SET_ID, "has mode %05o".formatted(bits & 07777));
    }
    // Only these hosts put permissions there (APPNOTE 4.4.2); elsewhere the bits mean nothing.
    boolean unix =
        entry.getPlatform() == ZipArchiveEntry.PLATFORM_UNIX || entry.getPlatform() == MAC_OS_X;
    int mode = unix && bits != 0 ? bits & 0777 : kind == Kind.DIRECTORY ? 0755 : 0644;
    return new ZippedEntry(name, kind, mode, entry.getSize(), null);
  }

  /** The mode, 0 for none; Maven's archiver long wrote all ones for directories that had none. */
  private static int mode(ZipArchiveEntry entry) {
    int bits = (int) (entry.getExternalAttributes() >>> 16);
    return bits == ALL_ONES && entry.getName().endsWith("/") ? 0 : bits;
  }

  private static String plainName(ZipArchiveEntry entry) throws UnsafeZipException {
    byte[] raw = entry.getRawName();
    String decoded = EntryNames.decoded(raw);
    String name = decoded.endsWith("/") ? decoded.substring(0, decoded.length() - 1) : decoded;
    EntryNames.requirePlain(name);
    if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField other
        && !Arrays.equals(other.getUnicodeName(), raw)) {
      throw refused(entry, ZipRule.AMBIGUOUS, "has another name in its Unicode path field");
    }
    return name;
  }

  private static void requireReadable(ZipArchiveEntry entry) throws UnsafeZipException {
    if ((entry.getRawFlag() & ENCRYPTION_FLAGS) != 0) {
      throw refused(entry, ZipRule.ENCRYPTED, "is encrypted");
    }
    if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
      throw refused(entry, ZipRule.METHOD, "has compression method " + entry.getMethod());
    }
    if (entry.getMethod() == ZipEntry.STORED && entry.getSize() != entry.getCompressedSize()) {
      throw refused(entry, ZipRule.AMBIGUOUS, "is stored, but with two sizes");
    }
  }

  private static void requireSize(ZipArchiveEntry entry, ZipLimits limits)
      throws UnsafeZipException {
    long size = entry.getSize();
    if (size < 0 || size > limits.unzippedBytes()) {
      throw refused(
          entry,
          ZipRule.LIMIT,
          "has %d bytes; the whole zip may have %d".formatted(size, limits.unzippedBytes()));
    }
    if (size > limits.ratioFloorBytes() && size / limits.ratio() >= entry.getCompressedSize()) {
      throw refused(
          entry,
          ZipRule.LIMIT,
          "inflates %d bytes to %d; a ratio below %d is allowed"
              .formatted(entry.getCompressedSize(), size, limits.ratio()));
    }
  }

  private static Kind kind(ZipArchiveEntry entry, int type) throws UnsafeZipException {
    boolean slash = entry.getName().endsWith("/");
    if (type == SYMBOLIC_LINK && !slash) {
      if (entry.getSize() > MAX_TARGET_BYTES) {
        throw refused(
            entry, ZipRule.LINK, "is a link with a target of %d bytes".formatted(entry.getSize()));
      }
      return Kind.LINK;
    }
    if (type != 0 && type != REGULAR && type != DIRECTORY && type != SYMBOLIC_LINK) {
      throw refused(entry, ZipRule.SPECIAL_FILE, "has the file type %07o".formatted(type));
    }
    if (type != 0 && slash != (type == DIRECTORY)) {
      throw refused(
          entry, ZipRule.AMBIGUOUS, "is a directory by its name or its mode, not by both");
    }
    if (slash && entry.getSize() != 0) {
      throw refused(entry, ZipRule.HIDDEN_DATA, "is a directory with content");
    }
    return slash ? Kind.DIRECTORY : Kind.FILE;
  }

  private static UnsafeZipException refused(ZipArchiveEntry entry, ZipRule rule, String finding) {
    return new UnsafeZipException(rule, entry.getName(), finding);
  }
}
