package dev.nextloop;

/**
 * What an {@link Observer} hears of, in the order of one invocation. Where a stage has no
 * invocation, the observer is given null.
 */
public enum Stage {
  /** The client is ready and its first polls follow; no invocation. */
  STARTED,
  /** As {@link #STARTED}, in a copy of a snapshot. */
  RESTORED,
  /** A poll was sent; no invocation yet. */
  POLL,
  /** An event has arrived. */
  POLLED,
  /** The codec has made an object of the event. A handler over bytes has no such stage. */
  DECODED,
  /** The handler's future has completed, well or not. */
  HANDLED,
  /** The codec has made bytes of the result. A handler over bytes has no such stage. */
  ENCODED,
  /** The answer was handed to the connection. */
  ANSWERED,
  /** The first byte of a streamed answer. */
  FIRST_BYTE,
  /** The Runtime API has acknowledged the answer, or refused it for good. */
  POSTED,
  /** What was due behind the answer ({@link Flush}) is done, or its time was up. */
  FLUSHED,
  /**
   * The deadline is near ({@link NextloopOptions#expiryNotice()}) and the handler still runs: what
   * must not be lost with the sandbox should be written now. The invocation may still end well.
   */
  EXPIRING,
  /** The deadline, less the margins that were asked for, came before the handler's result. */
  EXPIRED,
  /**
   * The deadline has passed without an answer and without a margin that asks for one: the platform
   * answers in the lane's place, and the lane goes on.
   */
  UNANSWERED,
  /** A result came after its invocation was over; it was dropped. */
  LATE,
  /** A poll or post failed and is tried again; the invocation is null for a poll. */
  RETRIED,
  /**
   * A connection had died, in a freeze as a rule, and the poll goes out on another; no invocation.
   */
  RECONNECTED,
  /** The lane has closed; no invocation. */
  STOPPED
}
