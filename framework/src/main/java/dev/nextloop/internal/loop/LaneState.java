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
    return switch (this) {
      case IDLE -> next == POLLING || next == CLOSED;
      case POLLING -> next == HANDLING || next == WAITING || next == POLLING || next == CLOSED;
      case WAITING -> next == POLLING || next == CLOSED;
      case HANDLING -> next == ANSWERED || next == POLLING || next == WAITING || next == CLOSED;
      case ANSWERED -> next == POLLING || next == WAITING || next == CLOSED;
      case CLOSED -> false;
    };
  }
}
