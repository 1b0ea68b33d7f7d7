package dev.nextloop.shell.internal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * One event's way into the pipe of events, and its response's way out of the other.
 *
 * <p>A named pipe shows its end to the reader when no writer is left, and forgets its bytes when
 * nobody is left. So each pipe has a guard that holds both its sides: that of the events until the
 * function has it open, that of the responses until the function has returned. With a guard no
 * open() waits, and none can meet a side that some process in the midst of being started has
 * inherited.
 */
final class Exchange {
  private final ShellProcess shell;
  private final Call call;
  private final Response response = new Response();
  private final FileChannel eventGuard;
  private final FileChannel eventWriter;
  private final FileChannel responseGuard;
  private final FileChannel responseReader;
  private CompletableFuture<Void> sent;
  private CompletableFuture<Void> received;

  Exchange(ShellProcess shell, Call call) throws IOException {
    this.shell = shell;
    this.call = call;
    eventGuard = FileChannel.open(shell.events(), READ, WRITE);
    eventWriter = FileChannel.open(shell.events(), WRITE);
    responseGuard = FileChannel.open(shell.responses(), READ, WRITE);
    responseReader = FileChannel.open(shell.responses(), READ);
  }

  /** Sends the request, and moves the bytes on threads of their own. */
  void start(Executor threads) {
    sent = CompletableFuture.runAsync(this::send, threads);
    received = CompletableFuture.runAsync(this::receive, threads);
  }

  private void send() {
    try (eventWriter) {
      shell.request(call.request());
      ByteBuffer bytes = call.event().duplicate();
      while (bytes.hasRemaining()) {
        eventWriter.write(bytes);
      }
    } catch (IOException notTaken) {
      // Given up, or the function doesn't read on: how the invocation ends says the rest.
      return;
    }
  }

  private void receive() {
    try (responseReader) {
      response.readFrom(responseReader, () -> call.over().complete(new Ending.TooLarge()));
    } catch (IOException givenUp) {
      return; // what has come stays readable
    }
  }

  Response response() {
    return response;
  }

  /** The function has its standard input open, so that it can be shown the end. Any thread. */
  void functionStarted() {
    close(eventGuard);
  }

  /**
   * Ends both ways after the function has returned.
   *
   * @return false when a process still holds one of the pipes after the time given
   */
  boolean isOverWithin(long millis) throws IOException, InterruptedException {
    close(eventGuard);
    close(eventWriter); // nobody is owed the rest
    close(responseGuard);
    if (!isDone(sent, 5_000) || !isDone(received, millis)) {
      return false;
    }
    for (long waited = 0; eventHasReader(); waited++) {
      if (waited == millis) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  /** Ends both ways, whoever holds the pipes. */
  void giveUp() throws InterruptedException {
    close(eventGuard);
    close(eventWriter);
    close(responseGuard);
    isDone(received, 1_000); // its writers have been killed, its last bytes may be on their way
    close(responseReader);
    isDone(received, 5_000);
    isDone(sent, 5_000);
  }

  private static boolean isDone(CompletableFuture<Void> task, long millis)
      throws InterruptedException {
    try {
      task.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  private boolean eventHasReader() throws IOException {
    FileChannel writer;
    try (RandomAccessFile bothSides = new RandomAccessFile(shell.events().toFile(), "rw");
        FileInputStream reader = new FileInputStream(bothSides.getFD())) {
      if (reader.available() > 0) {
        return true; // nobody's pipe forgets its bytes; and it may be too full for one more
      }
      writer = FileChannel.open(shell.events(), WRITE);
    }
    try (writer) {
      return writer.write(ByteBuffer.wrap(new byte[1])) == 1;
    } catch (IOException nobodyReads) {
      return false;
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException notOpenAnyMore) {
      throw new IllegalStateException("a pipe can't be closed", notOpenAnyMore);
    }
  }
}
