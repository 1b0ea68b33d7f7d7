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
   * @return the result; fails only when the emulator itself can't go on, with {@link
   *     TooManyRequests} when the queue is full, or with {@link RestoreFailed}
   */
  Future<InvokeResult> invoke(InvokeRequest request);

  /** Ends every environment and its processes; running invocations end with an error result. */
  Future<Void> close();

  /** No copy of a function's snapshot could be started; the function was not called. */
  final class RestoreFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean timedOut;

    /**
     * Says why.
     *
     * @param timedOut it took longer than it may; else the runtime gave up or ended
     */
    public RestoreFailed(boolean timedOut, String message) {
      super(message, null, false, false);
      this.timedOut = timedOut;
    }

    /** Whether it took longer than it may. */
    public boolean timedOut() {
      return timedOut;
    }
  }

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
