package dev.nextloop.cli.internal;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The real machine: the one class here that touches environment, clocks, exit and streams. */
public final class SystemMachine implements Machine {
  private final CountDownLatch ending = new CountDownLatch(1);
  private final PrintWriter out = writer(FileDescriptor.out);
  private final PrintWriter err = writer(FileDescriptor.err);

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  @Override
  public String variable(String name) {
    return System.getenv(name);
  }

  @Override
  public Path directory() {
    return Path.of(System.getProperty("user.dir"));
  }

  @Override
  public Path home() {
    String home = System.getProperty("nextloop.home");
    return home == null ? directory() : Path.of(home);
  }

  @Override
  public Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  @Override
  public InputStream in() {
    // Buffered: a plain FileInputStream asks a pipe for its position (JDK 17).
    return new BufferedInputStream(new FileInputStream(FileDescriptor.in));
  }

  @Override
  public PrintWriter out() {
    return out;
  }

  @Override
  public PrintWriter err() {
    return err;
  }

  @Override
  public boolean terminal() {
    return Boolean.getBoolean("nextloop.terminal");
  }

  @Override
  public long ticks() {
    return System.nanoTime();
  }

  @Override
  public boolean pause(Duration time) {
    try {
      return !ending.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void atEnd(Runnable action) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending.countDown();
                  action.run();
                  out.flush();
                  err.flush();
                },
                "nextloop-end"));
  }

  /** Ends the process. */
  public void exit(int code) {
    out.flush();
    err.flush();
    System.exit(code);
  }
}
