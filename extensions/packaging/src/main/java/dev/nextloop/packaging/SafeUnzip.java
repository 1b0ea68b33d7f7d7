package dev.nextloop.packaging;

import dev.nextloop.packaging.internal.read.CheckedZip;
import dev.nextloop.packaging.internal.read.TreeWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads zips that nobody vouches for.
 *
 * <p>A zip is checked as a whole, every byte inflated, before the first file is written. Symbolic
 * links are kept when they are relative and can't lead out of the root, whatever other links stand
 * there; every other link is refused. Both methods block on disk and processor: call them on a
 * worker thread. Memory is bounded by {@link ZipLimits#entries()}, not by the size of the content.
 *
 * <p>Both throw {@link UnsafeZipException} for a zip that breaks a {@link ZipRule}, {@link
 * UnreadableZipException} for a file that is no zip or a damaged one, and any other {@link
 * IOException} for a fault of the disk.
 */
public final class SafeUnzip {
  private SafeUnzip() {}

  /**
   * Checks a zip and lists it.
   *
   * @param zip the file
   * @param limits what it may cost
   * @return the entries in the order of the central directory
   * @throws IOException see the class
   */
  public static List<ZippedEntry> list(Path zip, ZipLimits limits) throws IOException {
    try (CheckedZip checked = CheckedZip.open(zip, limits)) {
      return checked.entries();
    }
  }

  /**
   * Checks a zip and writes it into a directory.
   *
   * <p>The directory is made (0755) when it is missing. When it holds something already, as where
   * layers are merged in order, regular files and links of the same name are replaced, never
   * written through; a link or file where the zip needs a directory, or a directory where it has a
   * file, is refused. No one else may change the directory meanwhile. Files get the packed mode
   * without write permission for group and others; directories that names only imply get 0755; the
   * process's umask plays no part. Files get the packed time, read as UTC, because a JVM takes a
   * class archive only for jars of the time that it was made with. Owners, and the times of
   * directories and links, are those of the moment.
   *
   * @param zip the file
   * @param directory where the entries go
   * @param limits what the zip may cost
   * @return the entries in the order of the central directory
   * @throws IOException see the class; only a fault of the disk leaves a part of the zip written
   */
  public static List<ZippedEntry> extract(Path zip, Path directory, ZipLimits limits)
      throws IOException {
    return extract(zip, directory, limits, new ReentrantLock());
  }

  /**
   * The same for programs that are run at once, in a process that starts others meanwhile. Such a
   * process inherits what is open when it is started, and a program that is open for writing
   * somewhere can't be run ("Text file busy").
   *
   * @param whileOpen held while a file is open for writing: let whoever starts processes keep it
   *     from being held
   * @throws IOException see the class
   */
  public static List<ZippedEntry> extract(
      Path zip, Path directory, ZipLimits limits, Lock whileOpen) throws IOException {
    try (CheckedZip checked = CheckedZip.open(zip, limits)) {
      TreeWriter.write(checked, directory, whileOpen);
      return checked.entries();
    }
  }
}
