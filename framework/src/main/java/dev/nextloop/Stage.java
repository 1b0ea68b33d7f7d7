package dev.nextloop;

/** What an {@link Observer} hears of, in the order of one invocation. */
public enum Stage {
  /** A poll was sent; no invocation yet. */
  POLL,
  /** An event has arrived. */
  POLLED,
  /** The handler's future has completed, well or not. */
  HANDLED,
  /** The answer was handed to the connection. */
  ANSWERED,
  /** The Runtime API has acknowledged the answer, or refused it for good. */
  POSTED,
  /** The deadline came before the handler's result. */
  EXPIRED,
  /** A result came after its invocation was over; it was dropped. */
  LATE,
  /** A poll or post failed and is tried again; the invocation is null for a poll. */
  RETRIED,
  /** The lane has closed; no invocation. */
  STOPPED
}
