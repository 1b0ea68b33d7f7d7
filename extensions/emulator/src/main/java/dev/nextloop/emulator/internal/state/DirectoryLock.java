package dev.nextloop.emulator.internal.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Keeps a second emulator out of a state directory. The system frees the lock when its process
 * dies.
 *
 * <p>Who holds it stands in a file of its own, {@code owner}: on Linux a process loses all its
 * locks on a file as soon as it closes any descriptor of it, so the locked file must never be
 * opened to be read, nor by a second emulator of the same process.
 */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;
  private final Path owner;

  private DirectoryLock(FileChannel channel, Path owner) {
    this.channel = channel;
    this.owner = owner;
  }

  static DirectoryLock take(Path directory, AtomicFiles files) throws IOException {
    Path owner = directory.resolve("owner");
    String self = self();
    if (read(owner).equals(self)) {
      throw inUse(directory, self);
    }
    Path lock = directory.resolve("lock");
    files.createIfMissing(lock);
    FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held == null) {
        throw inUse(directory, read(owner));
      }
      files.write(owner, self.getBytes(StandardCharsets.UTF_8));
      return new DirectoryLock(channel, owner);
    } catch (IOException | OverlappingFileLockException e) {
      channel.close();
      throw e instanceof IOException io ? io : inUse(directory, self);
    }
  }

  /** Process id and start: an id alone comes again, after a reboot or in each new container. */
  private static String self() {
    ProcessHandle process = ProcessHandle.current();
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String read(Path owner) throws IOException {
    try {
      return Files.readString(owner);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static StateInUseException inUse(Path directory, String owner) {
    return new StateInUseException(directory, owner.isEmpty() ? "?" : owner.split(" ", 2)[0]);
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(owner);
    } finally {
      channel.close();
    }
  }
}
