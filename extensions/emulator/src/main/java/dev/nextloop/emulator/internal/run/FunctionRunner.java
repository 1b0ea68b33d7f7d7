package dev.nextloop.emulator.internal.run;

import io.vertx.core.Future;

/**
 * Runs the invocations of one {@link FunctionSpec} on execution environments, one at a time per
 * environment. Called on one event loop.
 */
public interface FunctionRunner {

  /**
   * Runs one invocation; starts an environment first when none is there.
   *
   * @return the result; fails only when the emulator itself can't go on, or with {@link
   *     TooManyRequests} when the queue is full
   */
  Future<InvokeResult> invoke(InvokeRequest request);

  /** Ends every environment and its processes; running invocations end with an error result. */
  Future<Void> close();

  /** More invocations wait than the stated bound. */
  final class TooManyRequests extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which bound was hit.
     *
     * @param waiting invocations that wait
     */
    public TooManyRequests(int waiting) {
      super(waiting + " invocations wait already", null, false, false);
    }
  }
}
