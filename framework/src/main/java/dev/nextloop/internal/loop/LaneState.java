package dev.nextloop.internal.loop;

/** Where a lane stands. What may follow what is said here once, and checked at every step. */
enum LaneState {
  /** Nothing is under way. */
  IDLE,
  /** A poll waits for its event. */
  POLLING,
  /** A poll failed; the next one waits for its time. */
  WAITING,
  /** The handler has the event. */
  HANDLING,
  /** The answer is on its way. */
  ANSWERED,
  /** For good. */
  CLOSED;

  boolean mayBecome(LaneState next) {
    // No switch: over an enum it loads a class more, on the way to the first poll.
    if (next == POLLING) {
      return this != CLOSED;
    } else if (next == WAITING) {
      return this != CLOSED;
    } else if (next == HANDLING) {
      return this == POLLING;
    } else if (next == ANSWERED) {
      return this == HANDLING;
    }
    return next == CLOSED && this != CLOSED;
  }
}
