package dev.nextloop.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What this JVM has.
 *
 * @param threads of the client and its server
 * @param descriptors of the process
 */
record Resources(long threads, long descriptors) {
  private static final int SLACK = 2;

  static Resources now() throws IOException {
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.matches("(nextloop|vert.x|faulty-server).*"))
            .count();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return new Resources(threads, open.count());
    }
  }

  boolean isWithin(Resources bound) {
    return threads <= bound.threads && descriptors <= bound.descriptors + SLACK;
  }

  /** Bytes in use on the heap, after a collection; what owns direct memory lies there too. */
  static long memory() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }
}
