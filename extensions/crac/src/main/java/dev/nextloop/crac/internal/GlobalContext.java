package dev.nextloop.crac.internal;

import dev.nextloop.crac.CheckpointException;
import dev.nextloop.crac.Context;
import dev.nextloop.crac.Resource;
import dev.nextloop.crac.RestoreException;
import dev.nextloop.spi.Host;
import java.util.List;

/**
 * The global context, with the rules of AWS's Java client: before the snapshot in reverse order of
 * registration, after the restore in order; a failure keeps no other resource from being told; what
 * is registered while the first half runs is told of the second half only.
 *
 * <p>Resources are held weakly, as there: frameworks register one for each pool that they make and
 * maybe throw away, and a hook of a closed pool fails. But a resource that was collected is named
 * in the log, and {@code NEXTLOOP_CRAC_KEEP=true} holds all. Whoever is told before the snapshot is
 * held until it was told after it.
 *
 * <p>No lock is held while a hook runs: it may wait for a thread that registers something.
 */
public final class GlobalContext extends Context<Resource> {
  private static final String SNAP_START = "snap-start";

  private final Host host;
  private final Registrations registrations;
  private List<Registration.Hook> held = List.of();

  /** An empty context. */
  public GlobalContext(Host host) {
    this.host = host;
    // Kept for a snapshot only: in other processes nobody ever asks, and objects would pile up.
    this.registrations =
        new Registrations(
            "true".equals(host.variable("NEXTLOOP_CRAC_KEEP"))
                && SNAP_START.equals(host.variable("AWS_LAMBDA_INITIALIZATION_TYPE")));
  }

  @Override
  public void register(Resource resource) {
    registrations.add(resource);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
    List<Registration.Hook> hooks = registrations.living();
    for (Registration lost : registrations.lost()) {
      host.log(
          "nextloop: the CRaC resource "
              + lost
              + ", was collected before the snapshot, so its hooks don't run; hold it in a field,"
              + " or set NEXTLOOP_CRAC_KEEP=true");
    }
    Failures failures = new Failures(host, "beforeCheckpoint", hooks.size());
    for (int i = hooks.size() - 1; i >= 0 && !failures.areEnough(); i--) {
      Registration.Hook hook = hooks.get(i);
      try {
        hook.resource().beforeCheckpoint(this);
      } catch (Throwable e) { // NOPMD: whatever it is, the others are told and the platform hears
        failures.add(hook, e);
      }
    }
    held = registrations.living();
    if (!failures.isEmpty()) {
      throw failures.suppressedBy(new CheckpointException(failures.message()));
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) throws RestoreException {
    List<Registration.Hook> hooks = held.isEmpty() ? registrations.living() : held;
    held = List.of();
    Failures failures = new Failures(host, "afterRestore", hooks.size());
    for (int i = 0; i < hooks.size() && !failures.areEnough(); i++) {
      try {
        hooks.get(i).resource().afterRestore(this);
      } catch (Throwable e) { // NOPMD: as above
        failures.add(hooks.get(i), e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.suppressedBy(new RestoreException(failures.message()));
    }
  }
}
