package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Lends user ids to execution environments, each to one at a time on the whole machine: a lock on a
 * file stands for the id, so that several emulators keep apart and a killed one gives its ids back.
 * The range is one that no distribution hands out.
 */
public final class UserIds {
  private static final int FIRST = 70_000;
  private static final int COUNT = 10_000;

  private final Path directory;

  /**
   * Lends ids.
   *
   * @param directory of the locks, the same for all emulators of the machine
   */
  public UserIds(Path directory) {
    this.directory = directory;
  }

  /** An id on loan; closing gives it back. */
  public record Loan(int uid, FileChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Borrows the first id that is free; blocks. */
  public Loan borrow() throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (int uid = FIRST; uid < FIRST + COUNT; uid++) {
      FileChannel channel =
          FileChannel.open(
              directory.resolve(Integer.toString(uid)),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new Loan(uid, channel);
      }
      channel.close();
    }
    throw new IOException(
        "No user id from " + FIRST + " on is free: " + COUNT + " execution environments are alive");
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }
}
