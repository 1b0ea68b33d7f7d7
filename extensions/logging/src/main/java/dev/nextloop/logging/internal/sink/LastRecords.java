package dev.nextloop.logging.internal.sink;

/**
 * Writes what waits before the process ends, also where code of the function's calls {@code
 * System.exit}. Asked for only when records have to wait.
 */
final class LastRecords {
  private LastRecords() {}

  static void before(Runnable drain) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(drain, "nextloop-log-end"));
    } catch (IllegalStateException ending) {
      // Too late for hooks; the writer does what it can.
      return;
    }
  }
}
