package dev.nextloop.crac.internal;

import dev.nextloop.crac.Context;
import dev.nextloop.crac.Core;
import dev.nextloop.crac.Hazard;
import dev.nextloop.crac.SnapshotCheck;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.SnapshotAware;
import io.vertx.core.Future;

/**
 * Passes on what the client tells of a snapshot; found as a service. Services are told last before
 * a snapshot, so what is found then is what stays.
 */
public final class CracSnapshot implements SnapshotAware {
  private final Host host;
  private final Context<?> context;
  private final AwsContext aws;

  /** For the process's own context. */
  public CracSnapshot() {
    this.host = Host.system();
    this.context = Core.getGlobalContext();
    this.aws = AwsContext.find(host);
  }

  private interface Step {
    void run() throws Exception;
  }

  /** The first is told; then the second, whatever the first said. */
  private static Future<Void> both(Step first, Step second) {
    Throwable failure = failureOf(first);
    Throwable other = failureOf(second);
    if (failure == null) {
      failure = other;
    } else if (other != null) {
      failure.addSuppressed(other);
    }
    return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
  }

  private static Throwable failureOf(Step step) {
    try {
      step.run();
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  @Override
  public Future<Void> beforeCheckpoint() {
    return both(
            () -> {
              if (aws != null) {
                aws.beforeCheckpoint();
              }
            },
            () -> context.beforeCheckpoint(null))
        .onSuccess(ready -> report());
  }

  private void report() {
    if ("true".equals(host.variable("NEXTLOOP_SNAPSHOT_REPORT"))) {
      for (Hazard hazard : SnapshotCheck.find()) {
        host.log("nextloop: each copy of the snapshot begins with " + hazard);
      }
    }
  }

  @Override
  public Future<Void> afterRestore() {
    return both(
        () -> context.afterRestore(null),
        () -> {
          if (aws != null) {
            aws.afterRestore();
          }
        });
  }
}
