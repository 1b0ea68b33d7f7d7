package dev.nextloop.crac.internal;

import dev.nextloop.crac.CheckpointException;
import dev.nextloop.crac.Context;
import dev.nextloop.crac.Core;
import dev.nextloop.crac.RestoreException;
import dev.nextloop.spi.SnapshotAware;
import io.vertx.core.Future;

/** Passes on what the client tells of a snapshot; found as a service. */
public final class CracSnapshot implements SnapshotAware {
  private final Context<?> context;

  /** For the process's own context. */
  public CracSnapshot() {
    this(Core.getGlobalContext());
  }

  CracSnapshot(Context<?> context) {
    this.context = context;
  }

  @Override
  public Future<Void> beforeCheckpoint() {
    try {
      context.beforeCheckpoint(null);
      return Future.succeededFuture();
    } catch (CheckpointException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public Future<Void> afterRestore() {
    try {
      context.afterRestore(null);
      return Future.succeededFuture();
    } catch (RestoreException e) {
      return Future.failedFuture(e);
    }
  }
}
