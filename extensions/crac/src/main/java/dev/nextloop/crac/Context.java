package dev.nextloop.crac;

/**
 * Resources in the order of their registration, told as one.
 *
 * @param <R> their kind
 */
public abstract class Context<R extends Resource> implements Resource {

  /** For contexts of one's own inside the global one. */
  protected Context() {}

  /**
   * Tells all resources, the one registered last first.
   *
   * @throws CheckpointException if some failed; theirs are the suppressed exceptions
   */
  @Override
  public abstract void beforeCheckpoint(Context<? extends Resource> context)
      throws CheckpointException;

  /**
   * Tells all resources, the one registered first first.
   *
   * @throws RestoreException if some failed; theirs are the suppressed exceptions
   */
  @Override
  public abstract void afterRestore(Context<? extends Resource> context) throws RestoreException;

  /**
   * Adds a resource behind all others; one that is there already moves to the end. Any thread.
   *
   * @param resource not null; held weakly, so its owner must keep it
   */
  public abstract void register(R resource);
}
