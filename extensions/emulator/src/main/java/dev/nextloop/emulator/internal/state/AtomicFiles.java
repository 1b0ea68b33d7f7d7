package dev.nextloop.emulator.internal.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files so that a reader, even after {@code kill -9} or a power cut, finds the old content
 * or the new, whole. Files are 0600 and directories 0700 where the file system has modes.
 */
final class AtomicFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path scratch;
  private final boolean durable;

  /**
   * Writes by way of one directory.
   *
   * @param scratch where half-written files are, on the same file system
   * @param durable whether to wait until the disk has the data
   */
  AtomicFiles(Path scratch, boolean durable) {
    this.scratch = scratch;
    this.durable = durable;
  }

  static void directory(Path path) throws IOException {
    Files.createDirectories(path, mode("rwx------"));
  }

  void createIfMissing(Path file) throws IOException {
    try {
      Files.createFile(file, mode("rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw e;
      }
    }
  }

  /** Writes content that nobody sees before {@link #publish}. */
  Path stage(byte[] content) throws IOException {
    Path staged = scratch.resolve(UUID.randomUUID().toString());
    try (FileChannel channel =
        FileChannel.open(
            staged,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (durable) {
        channel.force(true);
      }
      return staged;
    } catch (IOException e) {
      Files.deleteIfExists(staged);
      throw e;
    }
  }

  /** Gives a staged file its name, in place of what had it before. */
  void publish(Path staged, Path target) throws IOException {
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(staged);
      throw e;
    }
    sync(target.getParent());
  }

  void write(Path target, byte[] content) throws IOException {
    publish(stage(content), target);
  }

  void delete(Path target) throws IOException {
    if (Files.deleteIfExists(target)) {
      sync(target.getParent());
    }
  }

  /** A new name is on disk only when its directory is. */
  private void sync(Path directory) throws IOException {
    if (durable && POSIX) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] mode(String mode) {
    if (!POSIX) {
      return new FileAttribute<?>[0];
    }
    FileAttribute<Set<PosixFilePermission>> attribute =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    return new FileAttribute<?>[] {attribute};
  }
}
