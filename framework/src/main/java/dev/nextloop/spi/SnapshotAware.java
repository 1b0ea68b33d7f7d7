package dev.nextloop.spi;

import io.vertx.core.Future;

/**
 * Something that must be told of a snapshot, because what it holds does not survive one. Given to
 * the client, or named in {@code META-INF/services} with a public constructor without parameters;
 * services are looked for under {@code AWS_LAMBDA_INITIALIZATION_TYPE=snap-start} only.
 *
 * <p>Both methods are called on a thread of the client's that is not the loop and may block. When
 * one fails, the others are told all the same.
 */
public interface SnapshotAware {

  /**
   * The snapshot is about to be taken. Services are told last, the others in reverse order.
   *
   * @return a failure is an init error and ends the process with code 64; so does what is not
   *     complete after 900 s
   */
  Future<Void> beforeCheckpoint();

  /**
   * The process goes on from the snapshot, maybe elsewhere. Services are told first, the others in
   * order.
   *
   * @return a failure is a restore error and ends the process with code 65, in managed Java
   *     runtimes with 64 as AWS's client does; so does what is not complete after 10 s
   */
  Future<Void> afterRestore();
}
