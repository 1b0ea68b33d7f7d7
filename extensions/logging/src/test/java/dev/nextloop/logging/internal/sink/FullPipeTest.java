package dev.nextloop.logging.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.logging.internal.FakeHost;
import dev.nextloop.logging.internal.LogSettings;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineBuffer;
import dev.nextloop.spi.Scope;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records on a pipe whose reader is slow, or gone. */
class FullPipeTest {
  private static final Pattern NOTICE = Pattern.compile(".*\t(\\d+) log records were dropped.*");
  private static final int BUFFER = 65_536;
  private static final String FILLING = "x".repeat(990);

  @TempDir Path directory;

  private static LogSink sink(Pipe pipe) throws Exception {
    FakeHost host = FakeHost.of("NEXTLOOP_LOG_BUFFER_BYTES", "" + BUFFER);
    return Sinks.sink(pipe.output(), false, host, LogSettings.from(host));
  }

  /** Has the test's thread count as a loop's. */
  private static final class OnLoop implements Scope {
    @Override
    public dev.nextloop.Invocation current() {
      return null;
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public Runnable wrap(Runnable task) {
      return task;
    }
  }

  private static void write(LogSink sink, String text) {
    LineBuffer line = sink.take();
    line.put(text.getBytes(StandardCharsets.UTF_8));
    sink.write(line, 0, Level.INFO, false);
  }

  private static void await(Future<Void> flushed) throws Exception {
    flushed.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aPipeTellsAtItsWritingEndWhatFits() throws Exception {
    try (Pipe pipe = Pipe.in(directory)) {
      FileOutput output = pipe.output();
      assertThat(output.takes(4_096)).isTrue();
      assertThat(output.takes(4_097)).isFalse();
      output.write(new byte[100], 0, 100);
      assertThat(output.takes(3_996)).isTrue();
      assertThat(output.takes(3_997)).isFalse();
      assertThat(pipe.reader().read(new byte[100])).isEqualTo(100);
      assertThat(output.takes(4_096)).isTrue();
    }
  }

  @Test
  void whatFitsIsWrittenByItsOwnThread() throws Exception {
    try (Pipe pipe = Pipe.in(directory)) {
      LogSink sink = sink(pipe);
      write(sink, "one");
      write(sink, "two");

      assertThat(sink.isBusy()).isFalse();
      assertThat(sink.flush().succeeded()).isTrue();
      assertThat(pipe.read(8)).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void aLoopNeverWaitsAndEveryRecordIsWrittenOrCounted() throws Exception {
    try (Pipe pipe = Pipe.in(directory)) {
      LogSink sink = sink(pipe);
      sink.serve(new OnLoop());
      int count = 2_000;
      for (int i = 0; i < count; i++) {
        write(sink, i + " " + FILLING);
      }
      long dropped = sink.dropped();
      // What a pipe holds, and the buffer, and the one on its way.
      assertThat(count - dropped)
          .isLessThan((65_536 + BUFFER) / 990 + 2)
          .isGreaterThan(BUFFER / 1_000);

      BufferedReader lines =
          new BufferedReader(new InputStreamReader(pipe.reader(), StandardCharsets.UTF_8));
      int last = -1;
      long told = 0;
      for (int i = 0; i < count - told; ) {
        String line = lines.readLine();
        Matcher notice = NOTICE.matcher(line);
        if (notice.matches()) {
          told += Long.parseLong(notice.group(1));
        } else {
          int number = Integer.parseInt(line.substring(0, line.indexOf(' ')));
          assertThat(number).isGreaterThan(last);
          last = number;
          i++;
        }
      }
      assertThat(told).isEqualTo(dropped);
      await(sink.flush());
      write(sink, "after");
      assertThat(lines.readLine()).isEqualTo("after");
      assertThat(sink.lost()).isZero();
    }
  }

  @Test
  void whoMayWaitDoesUntilThereIsRoom() throws Exception {
    try (Pipe pipe = Pipe.in(directory)) {
      LogSink sink = sink(pipe);
      int count = 1_000;
      Thread worker =
          new Thread(
              () -> {
                for (int i = 0; i < count; i++) {
                  write(sink, i + " " + FILLING);
                }
              });
      worker.start();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(pipe.reader(), StandardCharsets.UTF_8));
      for (int i = 0; i < count; i++) {
        assertThat(lines.readLine()).isEqualTo(i + " " + FILLING);
      }
      worker.join();
      assertThat(sink.dropped()).isZero();
    }
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() throws Exception {
    try (Pipe pipe = Pipe.in(directory)) {
      LogSink sink = sink(pipe);
      Thread.currentThread().interrupt();
      for (int i = 0; i < 200; i++) {
        write(sink, i + " " + FILLING);
      }
      assertThat(Thread.interrupted()).isTrue();
      assertThat(sink.dropped()).isPositive();
    }
  }

  @Test
  void aRecordLargerThanPipeAndBufferIsWhole() throws Exception {
    try (Pipe pipe = Pipe.in(directory)) {
      LogSink sink = sink(pipe);
      sink.serve(new OnLoop());
      String large = "m".repeat(5_000_000);
      write(sink, large);
      Future<Void> flushed = sink.flush();
      assertThat(sink.isBusy()).isTrue();
      assertThat(flushed.isComplete()).isFalse();
      write(sink, "does not fit behind it");
      assertThat(sink.dropped()).isEqualTo(1);

      assertThat(pipe.read(large.length() + 1)).isEqualTo(large + "\n");
      // The notice follows.
      pipe.reader().read(new byte[1_024]);
      await(flushed);
    }
  }

  @Test
  void recordsForNobodyAreCountedAndNeverThrow() throws Exception {
    try (Pipe pipe = Pipe.in(directory)) {
      LogSink sink = sink(pipe);
      pipe.closeReader();
      write(sink, "small");
      write(sink, "large".repeat(2_000));
      await(sink.flush());

      assertThat(sink.lost()).isEqualTo(2);
      assertThat(sink.isBusy()).isFalse();
    }
  }

  @Test
  void recordsOfManyThreadsKeepEachThreadsOrder() throws Exception {
    try (Pipe pipe = Pipe.in(directory)) {
      LogSink sink = sink(pipe);
      List<Thread> threads = new ArrayList<>();
      int[] next = new int[4];
      for (int t = 0; t < next.length; t++) {
        String name = "t" + t + " ";
        threads.add(
            new Thread(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    write(sink, name + i + " " + "y".repeat(i % 700));
                  }
                }));
      }
      threads.forEach(Thread::start);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(pipe.reader(), StandardCharsets.UTF_8));
      for (int i = 0; i < 2_000; i++) {
        String[] parts = lines.readLine().split(" ", -1);
        int thread = parts[0].charAt(1) - '0';
        assertThat(Integer.parseInt(parts[1])).isEqualTo(next[thread]++);
        assertThat(parts[2]).hasSize((next[thread] - 1) % 700);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
