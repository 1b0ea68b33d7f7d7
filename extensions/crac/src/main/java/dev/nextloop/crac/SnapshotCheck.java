package dev.nextloop.crac;

import dev.nextloop.crac.internal.Counts;
import dev.nextloop.crac.internal.OpenSockets;
import dev.nextloop.crac.internal.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks, in the running process, for what breaks the uniqueness of a snapshot's copies. With {@code
 * NEXTLOOP_SNAPSHOT_REPORT=true} it is done behind the last hook before the snapshot, and each
 * finding is a line of the log.
 *
 * <p>It sees what there is, not who holds it, and counts objects that nobody uses any more as long
 * as they are held; what it does not find may still be wrong (a seed in a field of type long, a
 * connection of native code).
 */
public final class SnapshotCheck {
  private SnapshotCheck() {}

  /** Findings, sockets first. Collects garbage, and takes some 100 ms; not for the loop. */
  public static List<Hazard> find() {
    List<Hazard> found = new ArrayList<>();
    found.addAll(new OpenSockets(Path.of("/proc/self")).find());
    found.addAll(Threads.find());
    found.addAll(Counts.find());
    return found;
  }
}
