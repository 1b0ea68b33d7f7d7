package dev.nextloop.emulator.internal.state;

import dev.nextloop.packaging.SafeUnzip;
import dev.nextloop.packaging.ZipLimits;
import dev.nextloop.packaging.ZippedEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Uploaded zips under their SHA-256, each there once. Blocks. */
final class ZipShelf {
  private final Path directory;
  private final AtomicFiles files;

  ZipShelf(Path directory, AtomicFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Checks a zip and keeps it.
   *
   * @throws dev.nextloop.packaging.UnsafeZipException when the zip is evil
   * @throws dev.nextloop.packaging.UnreadableZipException when it is none
   */
  StoredZip keep(byte[] zip) throws IOException {
    String sha256 = HexFormat.of().formatHex(sha256().digest(zip));
    Path staged = files.stage(zip);
    try {
      List<ZippedEntry> entries = SafeUnzip.list(staged, ZipLimits.LAMBDA);
      files.publish(staged, file(sha256));
      long unzipped = entries.stream().mapToLong(ZippedEntry::bytes).sum();
      return new StoredZip(sha256, zip.length, unzipped);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** Whether the zip is there in its full length. */
  boolean holds(StoredZip zip) {
    try {
      return zip.sha256().matches("[0-9a-f]{64}") && Files.size(file(zip.sha256())) == zip.size();
    } catch (IOException e) {
      return false;
    }
  }

  Path file(String sha256) {
    return directory.resolve(sha256 + ".zip");
  }

  void keepOnly(Set<String> hashes) throws IOException {
    try (Stream<Path> zips = Files.list(directory)) {
      for (Path zip : zips.toList()) {
        if (!hashes.contains(zip.getFileName().toString().replace(".zip", ""))) {
          files.delete(zip);
        }
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
