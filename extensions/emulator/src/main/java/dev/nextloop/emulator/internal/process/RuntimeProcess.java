package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One started runtime, with all that comes of it. */
public final class RuntimeProcess {
  /** The service's budget for a reset. */
  private static final int KILL_SECONDS = 2;

  private static final long PAUSE_NANOS = 5_000_000;
  private static final long LOOKS = KILL_SECONDS * 1_000_000_000L / PAUSE_NANOS;

  private final Sandbox sandbox;
  private final Process process;
  private final int uid;

  private RuntimeProcess(Sandbox sandbox, Process process, int uid) {
    this.sandbox = sandbox;
    this.process = process;
    this.uid = uid;
  }

  /** Starts one; blocks. Parameters as in {@link Sandbox#start}. */
  public static RuntimeProcess start(
      Sandbox sandbox, Roots roots, int uid, Path script, Path output) throws IOException {
    return new RuntimeProcess(sandbox, sandbox.start(roots, uid, script, output), uid);
  }

  /** Completes when the runtime has ended, on a thread of the JDK's. */
  public CompletableFuture<ExitStatus> exit() {
    return process.onExit().thenApply(ended -> new ExitStatus(ended.exitValue()));
  }

  /** Kills it and every descendant, and waits until they are gone; blocks up to 4 s. */
  public void kill() throws IOException {
    sandbox.kill(process, uid);
    try {
      boolean gone = process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
      for (int i = 0; i < LOOKS && sandbox.anyLeft(uid); i++) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      if (!gone || sandbox.anyLeft(uid)) {
        throw new IOException(
            "Process " + process.pid() + " or what came of it is still there after SIGKILL");
      }
      process.getOutputStream().close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a process was being killed", interrupted);
    }
  }

  /** The sum of the peaks of all processes of the runtime that are alive, MB; 0 if unknown. */
  public long peakMemoryMb() throws IOException {
    long kilobytes = 0;
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      for (ProcessHandle descendant : descendants.filter(this::isRuntime).toList()) {
        kilobytes += peakKilobytes(descendant.pid());
      }
    }
    return (kilobytes + 1023) / 1024;
  }

  private boolean isRuntime(ProcessHandle descendant) {
    return sandbox.depth() < 2
        || descendant.parent().map(parent -> parent.pid() != process.pid()).orElse(true);
  }

  private static long peakKilobytes(long pid) throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (NoSuchFileException goneMeanwhileOrNoLinux) {
      return 0;
    }
  }
}
