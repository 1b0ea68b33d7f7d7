package dev.nextloop.emulator.internal.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes zips as a Unix packs them: a bootstrap is 0755, the rest readable to its owner only. */
public final class Zips {
  private Zips() {}

  /** Writes one; returns the file. */
  public static Path write(Path file, Map<String, String> contents) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file.toFile())) {
      for (Map.Entry<String, String> content : new TreeMap<>(contents).entrySet()) {
        ZipArchiveEntry entry = new ZipArchiveEntry(content.getKey());
        entry.setUnixMode(content.getKey().equals("bootstrap") ? 0100755 : 0100600);
        zip.putArchiveEntry(entry);
        zip.write(content.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
      }
    }
    return file;
  }
}
