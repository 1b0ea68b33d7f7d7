package dev.nextloop.emulator.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.emulator.internal.run.Zips;
import dev.nextloop.packaging.SafeUnzip;
import dev.nextloop.packaging.ZipLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("processes that other tests start would inherit the open programs")
@Timeout(60)
class StartGateTest {
  private final StartGate gate = new StartGate();
  @TempDir private Path directory;

  @Test
  void startsAProcessOnceNoProgramIsOpenForWriting() throws Exception {
    FutureTask<Process> started = new FutureTask<>(() -> gate.start(new ProcessBuilder("true")));
    Thread starter = new Thread(started);
    Lock writing = gate.writing();
    writing.lock();
    try {
      starter.start();
      while (starter.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(started).isNotDone();
    } finally {
      writing.unlock();
    }

    assertThat(started.get(30, TimeUnit.SECONDS).waitFor()).isZero();
  }

  @Test
  void programsAreWrittenSideBySide() throws Exception {
    FutureTask<Boolean> second = new FutureTask<>(gate.writing()::tryLock);
    Lock first = gate.writing();
    first.lock();
    try {
      new Thread(second).start();
      assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      first.unlock();
    }
  }

  @Test
  void programsRunAtOnceWhileOthersAreUnpackedAndStarted() throws Exception {
    Path zip = Zips.write(directory.resolve("zip"), Map.of("bootstrap", "#!/bin/sh\necho ok\n"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> said = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Path root = directory.resolve("root-" + i);
        said.add(threads.submit(() -> unpackAndRun(zip, root)));
      }
      for (Future<String> one : said) {
        assertThat(one.get()).isEqualTo("ok\n");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private String unpackAndRun(Path zip, Path root) throws IOException {
    SafeUnzip.extract(zip, root, ZipLimits.LAMBDA, gate.writing());
    Process process = gate.start(new ProcessBuilder(root.resolve("bootstrap").toString()));
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
