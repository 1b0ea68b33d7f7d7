package dev.nextloop.crac;

/** Something that is told of a snapshot; the counterpart of {@code org.crac.Resource}. */
public interface Resource {

  /**
   * The snapshot is about to be taken: close what does not outlive one. Called on a thread of the
   * client's that may block.
   *
   * @param context who tells
   * @throws Exception the version is not published; the other resources are told all the same
   */
  void beforeCheckpoint(Context<? extends Resource> context) throws Exception;

  /**
   * This copy of the snapshot begins to serve: make anew what must be its own. All resources
   * together have 10 s.
   *
   * @param context who tells
   * @throws Exception the copy is not used; the other resources are told all the same
   */
  void afterRestore(Context<? extends Resource> context) throws Exception;
}
