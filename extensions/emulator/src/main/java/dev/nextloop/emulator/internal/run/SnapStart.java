package dev.nextloop.emulator.internal.run;

import java.time.Duration;

/**
 * How environments are started from snapshots. A JVM can't be copied here: the process that was
 * initialised goes on as if it were the copy.
 *
 * @param copies how many copies the process plays one after the other, if its client asks to be
 *     restored again after each restore; 1 or more
 * @param initLimit least time for init and the hooks before the snapshot; a function's own time
 *     limit counts where it is longer
 * @param restoreLimit time for the hooks after the snapshot, for each copy
 */
public record SnapStart(int copies, Duration initLimit, Duration restoreLimit) {
  /** The service's limits, and one copy. */
  public static final SnapStart USUAL =
      new SnapStart(1, Duration.ofSeconds(130), Duration.ofSeconds(10));

  /** Tells a client how many copies it may play. */
  static final String COPIES = "NEXTLOOP_SNAPSHOT_CYCLES";

  /** The same with another number of copies. */
  public SnapStart copies(int other) {
    return new SnapStart(other, initLimit, restoreLimit);
  }
}
