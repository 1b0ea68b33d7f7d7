package dev.nextloop.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes small zips in memory, good ones and evil ones. */
final class Zips {
  private Zips() {}

  /** A zip with one executable file. */
  static byte[] of(String name, String content) {
    return of(name, content.getBytes(StandardCharsets.UTF_8), 0100755);
  }

  static byte[] of(String name, byte[] content, int mode) {
    return of(Map.of(name, content), mode);
  }

  /** A zip of executable files. */
  static byte[] of(Map<String, byte[]> files) {
    return of(files, 0100755);
  }

  private static byte[] of(Map<String, byte[]> files, int mode) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
        entry.setUnixMode(mode);
        zip.putArchiveEntry(entry);
        zip.write(file.getValue());
        zip.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
