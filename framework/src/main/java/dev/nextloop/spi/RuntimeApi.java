package dev.nextloop.spi;

import dev.nextloop.Invocation;
import io.vertx.core.Future;

/**
 * One lane's connection to the Runtime API. All calls and callbacks are made on the lane's loop; at
 * most one call is under way at a time, and {@link Events} says what came of it.
 *
 * <p>An engine moves bytes and keeps the connection; whether something is tried again is the lane's
 * to decide.
 */
public interface RuntimeApi {

  /**
   * Names who hears the results; called once, first.
   *
   * @param events not null
   */
  void open(Events events);

  /**
   * Has payloads handed over as {@link Body.Parts} from the next poll on. An engine that can't goes
   * on with {@link Body.Whole}.
   */
  default void deliverParts() {}

  /** {@code GET /runtime/invocation/next}; waits without a time-out. */
  void poll();

  /**
   * {@code POST /runtime/invocation/{id}/response} or {@code /error}.
   *
   * @param invocation whose ids go along; its request id is safe in a path
   * @param outcome result or failure, not a stream; not changed, so that it can be posted again
   * @param after what follows the post
   */
  void answer(Invocation invocation, Outcome outcome, After after);

  /**
   * {@code POST /runtime/invocation/{id}/response} in the mode {@code streaming}, on a connection
   * of its own that is closed behind it; {@link Events#posted}, {@link Events#postFailed} or {@link
   * Events#nothingStreamed}. Nothing follows until the lane calls again.
   *
   * @param invocation as above
   */
  void stream(Invocation invocation, Outcome.Streamed outcome);

  /**
   * Ends the streamed answer that is under way, with error trailers if its connection takes them
   * soon, else by closing that connection; {@link Events} says what came of it.
   *
   * @param why what the trailers tell
   */
  void cut(Outcome.Failure why);

  /**
   * The handler still works on the payload of the event that was polled last, although the lane
   * goes on without it: its memory must not be used again.
   */
  void leavePayload();

  /** {@code POST /runtime/init/error}; answered by {@link Events#posted}. */
  void initError(Outcome.Failure failure);

  /** {@code GET /runtime/restore/next}; waits without a time-out; {@link Events#restored}. */
  void restoreNext();

  /** {@code POST /runtime/restore/error}; answered by {@link Events#posted}. */
  void restoreError(Outcome.Failure failure);

  /** Closes the connection; no event follows. A waiting poll is given up. */
  Future<Void> close();

  /** What follows an answer. */
  enum After {
    /** The next poll: {@link Events#posted}, then {@link Events#polled}. */
    POLL,
    /** Nothing until the lane calls again: {@link Events#posted} only. */
    HOLD
  }

  /** Hears what came of the calls. For one answer, {@code posted} comes before {@code polled}. */
  interface Events {
    /** An event has arrived. */
    void polled(PolledInvocation invocation);

    /**
     * The Runtime API has answered a post. With {@link After#POLL} and a status of 2xx the poll is
     * already under way, or follows without a call unless the lane closes.
     *
     * @param status HTTP status, 200 to 599
     */
    void posted(int status);

    /** The restored process goes on. */
    void restored();

    /** A poll or restore failed. */
    void pollFailed(ApiFailure failure);

    /**
     * The streamed answer failed before its first byte: nothing was sent.
     *
     * @param failure is to be posted in its place
     */
    void nothingStreamed(Outcome.Failure failure);

    /** A post got no answer. */
    void postFailed(ApiFailure failure);
  }
}
