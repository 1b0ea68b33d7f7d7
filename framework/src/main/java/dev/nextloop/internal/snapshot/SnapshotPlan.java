package dev.nextloop.internal.snapshot;

/**
 * Settings of a snapshot.
 *
 * @param prime file or folder of sample events; null for none
 * @param strict whether a sample event that fails ends the init
 * @param cycles restores in this one process, 1 to 100; more than 1 where no copies can be made
 * @param afterRestoreCode exit code after a failure behind the restore
 */
public record SnapshotPlan(String prime, boolean strict, int cycles, int afterRestoreCode) {

  /** Checks the number. */
  public SnapshotPlan {
    if (cycles < 1 || cycles > 100) {
      throw new IllegalArgumentException(
          "NEXTLOOP_SNAPSHOT_CYCLES is '" + cycles + "'; it must be 1 to 100");
    }
  }
}
