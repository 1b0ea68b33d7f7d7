package dev.nextloop.packaging.internal.read;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipRule;
import dev.nextloop.packaging.ZippedEntry;
import dev.nextloop.packaging.ZippedEntry.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;

/** Writes a checked zip below one directory, through no link. */
public final class TreeWriter {
  private final Path root;
  private final boolean posix;
  private final Set<Path> directories = new HashSet<>();
  private final Lock whileOpen;

  private TreeWriter(Path root, Lock whileOpen) {
    this.root = root;
    this.whileOpen = whileOpen;
    this.posix = Files.getFileAttributeView(root, PosixFileAttributeView.class) != null;
  }

  /**
   * Writes all entries, or none when something in the directory is in their way.
   *
   * @param whileOpen held while a file is open
   */
  public static void write(CheckedZip zip, Path directory, Lock whileOpen) throws IOException {
    boolean fresh = Files.notExists(directory);
    Files.createDirectories(directory);
    TreeWriter writer = new TreeWriter(directory.toRealPath(), whileOpen);
    if (fresh) {
      writer.setMode(writer.root, 0755);
    }
    List<ZippedEntry> entries = zip.entries();
    for (ZippedEntry entry : entries) {
      writer.requireRoom(entry);
    }
    writer.directories.clear();
    for (int i = 0; i < entries.size(); i++) {
      writer.write(zip, i, entries.get(i));
    }
  }

  private void requireRoom(ZippedEntry entry) throws IOException {
    Path place = root.resolve(entry.name());
    for (Path path = place.getParent(); !path.equals(root); path = path.getParent()) {
      requireRoom(entry, path, true);
    }
    requireRoom(entry, place, entry.kind() == Kind.DIRECTORY);
  }

  private void requireRoom(ZippedEntry entry, Path path, boolean directory) throws IOException {
    if (directory && !directories.add(path)) {
      return;
    }
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      // A parent is a file: found, and named, when the walk reaches that parent.
      if (Files.exists(path, NOFOLLOW_LINKS)) {
        throw e;
      }
      return;
    }
    boolean fits =
        directory ? found.isDirectory() : found.isRegularFile() || found.isSymbolicLink();
    if (!fits) {
      throw new UnsafeZipException(
          ZipRule.IN_THE_WAY,
          entry.name(),
          "needs a %s where something else stands: %s"
              .formatted(directory ? "directory" : "file", root.relativize(path)));
    }
  }

  private void write(CheckedZip zip, int index, ZippedEntry entry) throws IOException {
    Path place = root.resolve(entry.name());
    makeDirectories(place.getParent());
    switch (entry.kind()) {
      case DIRECTORY -> {
        makeDirectories(place);
        setMode(place, entry.mode() | 0700);
      }
      case FILE -> {
        Files.deleteIfExists(place);
        copy(zip, index, place);
        setMode(place, entry.mode() | 0400);
        Files.setLastModifiedTime(place, FileTime.from(zip.modified(index)));
      }
      case LINK -> {
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, Path.of(entry.target()));
      }
    }
  }

  private void copy(CheckedZip zip, int index, Path place) throws IOException {
    whileOpen.lock();
    try (OutputStream to = Files.newOutputStream(place, CREATE_NEW, WRITE)) {
      zip.copy(index, to);
    } finally {
      whileOpen.unlock();
    }
  }

  private void makeDirectories(Path directory) throws IOException {
    if (directory.equals(root) || !directories.add(directory)) {
      return;
    }
    makeDirectories(directory.getParent());
    if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
      Files.createDirectory(directory);
      setMode(directory, 0755);
    }
  }

  /** Sets permissions whatever the umask; nobody but the owner gets to write. */
  private void setMode(Path path, int mode) throws IOException {
    if (!posix) {
      return;
    }
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] highestFirst = PosixFilePermission.values();
    for (int bit = 0; bit < highestFirst.length; bit++) {
      if ((mode & 0755 & (0400 >> bit)) != 0) {
        permissions.add(highestFirst[bit]);
      }
    }
    Files.setPosixFilePermissions(path, permissions);
  }
}
