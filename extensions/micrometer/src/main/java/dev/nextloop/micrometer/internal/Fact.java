package dev.nextloop.micrometer.internal;

/** What a client's meters are told. */
public enum Fact {
  /** An invocation has ended. */
  ENDED,
  /** The Runtime API has said its word on its answer. */
  POSTED,
  /** A result came too late. */
  LATE,
  /** A poll is tried again; of no invocation. */
  POLL_RETRIED,
  /** An answer is sent again. */
  POST_RETRIED,
  /** A dead connection was replaced; of no invocation. */
  RECONNECTED
}
