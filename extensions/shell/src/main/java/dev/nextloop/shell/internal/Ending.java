package dev.nextloop.shell.internal;

/** How the wait for a shell came to its end. */
sealed interface Ending {

  /**
   * The shell said a word: an invocation's exit status, or how the start went.
   *
   * @param word without blanks
   * @param log the end of what was logged up to then
   */
  record Said(String word, String log) implements Ending {}

  /**
   * The shell process itself has ended.
   *
   * @param status exit status, 128 + n after signal n
   */
  record ShellGone(int status) implements Ending {}

  /** The response went over the limit. */
  record TooLarge() implements Ending {}

  /** The client gave the invocation up, or stops. */
  record Cancelled() implements Ending {}
}
