package dev.nextloop.packaging;

import dev.nextloop.packaging.internal.DosTime;
import dev.nextloop.packaging.internal.write.Item;
import dev.nextloop.packaging.internal.write.Layout;
import dev.nextloop.packaging.internal.write.ZipEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes function and layer zips, byte for byte the same from the same contents and options: no
 * umask, time zone, locale, user, file time or order of a directory plays a part. (The deflated
 * bytes are those of the JVM's zlib; a JVM built on another implementation may compress
 * differently.) Blocks on disk and processor: call it on a worker thread.
 */
public final class PackageWriter {
  private PackageWriter() {}

  /**
   * Writes a zip, replacing the file if it exists. The file appears complete or not at all, and is
   * left out should it lie in a packed tree.
   *
   * @param contents what goes in; at least one entry
   * @param file where the zip goes; its directory must exist
   * @param options time and limits
   * @throws UnsafeZipException for names that {@link SafeUnzip} would refuse, or a broken limit
   * @throws IOException when a file can't be read or written
   * @throws IllegalArgumentException when there is nothing to pack
   */
  public static Written write(Contents contents, Path file, PackageOptions options)
      throws IOException {
    List<Item> items = Layout.of(contents.items(), file);
    if (items.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to pack into " + file + "; add at least one file");
    }
    if (Files.isDirectory(file)) {
      throw new FileAlreadyExistsException(
          file.toString(), null, "is a directory; name the zip to write");
    }
    // A directory of its own keeps the half-written file private, and gives the whole one the
    // permissions that any new file gets.
    Path target = file.toAbsolutePath();
    Path staging = Files.createTempDirectory(target.getParent(), ".packing");
    Path zip = staging.resolve("zip");
    try {
      long unzipped = ZipEncoder.encode(items, zip, options.unzippedBytes());
      long zipped = Files.size(zip);
      if (zipped > options.zippedBytes()) {
        throw new UnsafeZipException(
            ZipRule.LIMIT,
            null,
            "it has %d bytes zipped; %d are allowed".formatted(zipped, options.zippedBytes()));
      }
      DosTime.of(options.timestamp()).stamp(zip);
      String sha256 = sha256(zip);
      Files.move(zip, target, StandardCopyOption.REPLACE_EXISTING);
      return new Written(file, sha256, zipped, unzipped);
    } finally {
      Files.deleteIfExists(zip);
      Files.delete(staging);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
