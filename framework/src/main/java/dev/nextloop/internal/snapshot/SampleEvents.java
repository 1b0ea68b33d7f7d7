package dev.nextloop.internal.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that a function is primed with: one event each. */
final class SampleEvents {
  private static final int MOST = 1_000;
  private static final long LONGEST = 6L << 20;

  private SampleEvents() {}

  /**
   * The files.
   *
   * @param path a file, or a folder whose {@code *.json} are taken by name
   * @throws IOException if there are none, more than 1,000, or one longer than 6 MiB
   */
  static List<Path> in(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(checked(path));
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> events =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .sorted()
              .limit(MOST + 1L)
              .toList();
      if (events.isEmpty() || events.size() > MOST) {
        throw new IOException(
            "NEXTLOOP_PRIME names the folder " + path + "; give one with 1 to 1000 files *.json");
      }
      for (Path event : events) {
        checked(event);
      }
      return events;
    }
  }

  private static Path checked(Path event) throws IOException {
    if (!Files.isRegularFile(event)) {
      throw new IOException(
          "NEXTLOOP_PRIME names " + event + ", which is no file; paths start at the task root");
    }
    if (Files.size(event) > LONGEST) {
      throw new IOException("the sample event " + event + " is longer than 6 MiB; give a smaller");
    }
    return event;
  }
}
