package dev.nextloop.spi;

import io.vertx.core.Future;

/** Something that must be told of a snapshot, because what it holds does not survive one. */
public interface SnapshotAware {

  /** The snapshot is about to be taken; a failure ends the process with code 64. */
  Future<Void> beforeCheckpoint();

  /** The process goes on from the snapshot, maybe elsewhere; a failure ends it with code 65. */
  Future<Void> afterRestore();
}
