package dev.nextloop.micrometer.internal;

/** What a meter has to say in the next line. Any thread may record, one at a time writes. */
interface Pending {

  /** Whether something was recorded that makes a line worth writing. */
  boolean waits();

  /**
   * Writes the value as JSON and forgets it, or nothing where there is none.
   *
   * @return whether there is more than one line takes; the next call goes on
   */
  boolean write(StringBuilder line);
}
