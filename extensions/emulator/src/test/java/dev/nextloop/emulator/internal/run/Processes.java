package dev.nextloop.emulator.internal.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds the processes of functions on the machine by a word in their arguments. */
final class Processes {
  private Processes() {}

  /** A word that is in the arguments of an environment's first process. */
  static String marker(Path directory) {
    return directory.getFileName().toString();
  }

  static List<Long> with(String word) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> arguments(process.pid()).contains(word))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static String arguments(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  static void awaitNoneWith(String word) throws InterruptedException {
    await(word, 0);
  }

  /** Waits until so many processes have the word. */
  static void await(String word, int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (with(word).size() != count) {
      if (System.nanoTime() > end) {
        throw new AssertionError(with(word).size() + " processes have " + word + ", not " + count);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** The real user of a process. */
  static int uid(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      String uids = lines.filter(line -> line.startsWith("Uid:")).findFirst().orElseThrow();
      return Integer.parseInt(uids.replaceFirst("Uid:\\s+(\\d+)\\s.*", "$1"));
    }
  }
}
