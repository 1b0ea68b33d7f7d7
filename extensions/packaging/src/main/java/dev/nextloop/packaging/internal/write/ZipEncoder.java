package dev.nextloop.packaging.internal.write;

import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes items as they come, with nothing in the zip that their names, modes and bytes don't fix.
 */
public final class ZipEncoder {
  private static final int BEST = 9;

  private ZipEncoder() {}

  /** Writes the zip and returns the size of all entries; entry times are not set yet. */
  public static long encode(List<Item> items, Path zip, long maxBytes) throws IOException {
    long total = 0;
    // A file that can be sought in lets sizes go into the headers, so that none follow the data.
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      out.setUseZip64(Zip64Mode.Never);
      out.setLevel(BEST);
      for (Item item : items) {
        ZipArchiveEntry entry = new ZipArchiveEntry(item.entryName());
        entry.setUnixMode(item.mode());
        boolean stored = item.isCompressed() || item.isDirectory();
        entry.setMethod(stored ? ZipArchiveEntry.STORED : ZipArchiveEntry.DEFLATED);
        out.putArchiveEntry(entry);
        total = copy(item, out, total, maxBytes);
        out.closeArchiveEntry();
      }
    }
    return total;
  }

  private static long copy(Item item, ZipArchiveOutputStream out, long before, long maxBytes)
      throws IOException {
    long total = before;
    byte[] buffer = new byte[16_384];
    try (InputStream in = item.open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        total += read;
        if (total > maxBytes) {
          throw new UnsafeZipException(
              ZipRule.LIMIT,
              item.name(),
              "is where the unzipped size passes " + maxBytes + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
    return total;
  }
}
