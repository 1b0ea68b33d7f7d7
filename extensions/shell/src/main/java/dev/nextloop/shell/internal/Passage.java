package dev.nextloop.shell.internal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One passage of bytes through a named pipe, on a thread of its own. Opening a pipe waits for the
 * other side, and reading and writing wait too; another thread can end all three.
 */
final class Passage {

  /** Moves the bytes. */
  @FunctionalInterface
  interface Work {
    /** Runs on the passage's thread; its failure ends the passage and nothing else. */
    void run(Passage passage) throws IOException;
  }

  private final Path pipe;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private FileChannel channel;
  private boolean givenUp;

  private Passage(Path pipe) {
    this.pipe = pipe;
  }

  static Passage start(Path pipe, Executor threads, Work work) {
    Passage passage = new Passage(pipe);
    threads.execute(
        () -> {
          try {
            work.run(passage);
          } catch (IOException ended) {
            // Given up, or the function doesn't read on: how the invocation ends says the rest.
            passage.close();
          } finally {
            // Closed before it counts as over: the pipe's next passage must not meet this one.
            passage.close();
            passage.done.complete(null);
          }
        });
    return passage;
  }

  /** Opens one side; waits until the shell has opened the other. Passage's thread only. */
  FileChannel open(OpenOption side) throws IOException {
    FileChannel opened = FileChannel.open(pipe, side);
    synchronized (this) {
      channel = opened;
      if (givenUp) {
        opened.close();
      }
    }
    return opened;
  }

  /** Whether it is over, at the latest after the time given. */
  boolean isOverWithin(long millis) throws InterruptedException {
    try {
      done.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Ends it, wherever it waits, and returns when it has ended. */
  void giveUp() throws IOException, InterruptedException {
    if (done.isDone()) {
      return;
    }
    // Both sides held open let a waiting open() pass, however late it comes.
    FileChannel bothSides = FileChannel.open(pipe, READ, WRITE);
    try {
      synchronized (this) {
        givenUp = true;
        if (channel != null) {
          channel.close();
        }
      }
      isOverWithin(5_000);
    } finally {
      bothSides.close();
    }
  }

  /** Whether some process still has a pipe open for reading. */
  static boolean hasReader(Path pipe) throws IOException {
    try (FileChannel writer = writer(pipe)) {
      return wentThrough(writer);
    }
  }

  private static FileChannel writer(Path pipe) throws IOException {
    FileChannel bothSides = FileChannel.open(pipe, READ, WRITE);
    try {
      return FileChannel.open(pipe, WRITE); // doesn't wait: there is a reader
    } finally {
      bothSides.close();
    }
  }

  private static boolean wentThrough(FileChannel writer) {
    try {
      return writer.write(ByteBuffer.wrap(new byte[1])) == 1;
    } catch (IOException nobodyReads) {
      return false;
    }
  }

  private synchronized void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException alreadyClosed) {
      channel = null;
    }
  }
}
