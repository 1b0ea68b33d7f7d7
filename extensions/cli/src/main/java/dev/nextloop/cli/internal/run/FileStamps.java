package dev.nextloop.cli.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sizes and times of files, to see that some have changed. Polled: it works on every file system,
 * network ones and those of virtual machines included, where change events get lost.
 *
 * @param stamps path to size and time
 */
public record FileStamps(Map<Path, String> stamps) {
  /** More than any function has; a wrong directory shall not be walked for minutes. */
  private static final int MAX_FILES = 20_000;

  /** The stamps now; files that come or go meanwhile are seen the next time. */
  public static FileStamps of(Collection<Path> roots) {
    Map<Path, String> stamps = new TreeMap<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        files.limit(MAX_FILES).forEach(file -> stamps.put(file, stamp(file)));
      } catch (IOException | UncheckedIOException gone) {
        stamps.put(root, "unreadable");
      }
    }
    return new FileStamps(stamps);
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isDirectory()
          ? "directory"
          : attributes.size() + " " + attributes.lastModifiedTime().toMillis();
    } catch (IOException gone) {
      return "unreadable";
    }
  }
}
