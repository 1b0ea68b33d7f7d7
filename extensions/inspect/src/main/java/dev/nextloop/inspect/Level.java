package dev.nextloop.inspect;

/** How much a finding weighs. */
public enum Level {
  /** The function doesn't run, or not as it should, whatever is set. */
  BLOCKER,
  /** It runs after the change that the finding names. */
  CHANGE,
  /** Good to know; nothing has to be done. */
  NOTE
}
