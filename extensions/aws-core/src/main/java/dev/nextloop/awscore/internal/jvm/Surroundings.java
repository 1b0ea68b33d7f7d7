package dev.nextloop.awscore.internal.jvm;

/** What stands around a handler's code while it runs: for one function, on any thread. */
public interface Surroundings {

  /**
   * Puts everything in its place, on the thread that runs the handler.
   *
   * @param traceId the invocation's trace header; null when it has none
   * @return for {@link #leave}
   */
  ClassLoader enter(String traceId);

  /** Puts everything back, on the same thread. */
  void leave(ClassLoader before);
}
