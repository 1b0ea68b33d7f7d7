package dev.nextloop.internal.snapshot;

/**
 * How long the function's code may take around a snapshot, as the platform has it: AWS Lambda
 * developer guide, "Lambda SnapStart" (init and hooks: 130 s or the function's time-out, at most
 * 900 s; restore and hooks: 10 s).
 */
enum Limit {
  /** Sample events and hooks before the snapshot. */
  BEFORE("before the snapshot", 60, 900, "Runtime.BeforeCheckpointError"),
  /** Hooks after the restore. */
  AFTER("after the restore", 5, 10, "Runtime.AfterRestoreError");

  private final String when;
  private final int sayAfterSeconds;
  private final int endAfterSeconds;
  private final String errorType;

  Limit(String when, int sayAfterSeconds, int endAfterSeconds, String errorType) {
    this.when = when;
    this.sayAfterSeconds = sayAfterSeconds;
    this.endAfterSeconds = endAfterSeconds;
    this.errorType = errorType;
  }

  /** For messages. */
  String when() {
    return when;
  }

  /** The log tells where it is. */
  long sayAfterNanos() {
    return sayAfterSeconds * 1_000_000_000L;
  }

  /** It has failed. */
  long endAfterNanos() {
    return endAfterSeconds * 1_000_000_000L;
  }

  /** Type of its failure, as AWS's own clients have it. */
  String errorType() {
    return errorType;
  }
}
