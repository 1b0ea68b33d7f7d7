package dev.nextloop.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts what a handler must give back. */
final class Leftovers {
  private Leftovers() {}

  /** Whether a process has ended; one that waits to be reaped has. */
  static boolean isGone(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (java.io.IOException noSuchProcess) {
      return true;
    }
  }

  /** The names of the live threads that handlers have started. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("nextloop-shell"))
        .toList();
  }

  /** The JVM's open file descriptors. */
  static int descriptors() {
    String[] open = new File("/proc/self/fd").list();
    return open.length;
  }

  /** The JVM's descendants. */
  static long processes() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
  }
}
