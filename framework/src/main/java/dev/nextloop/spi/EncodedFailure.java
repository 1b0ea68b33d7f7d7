package dev.nextloop.spi;

/**
 * An exception that says itself how it is told to the platform: for handlers of other APIs, whose
 * callers expect that API's error document. Implemented by a {@link Throwable}; wherever a failure
 * is posted, {@code init/error} included, it is asked instead of being encoded.
 */
public interface EncodedFailure {

  /**
   * What is posted.
   *
   * @return never null; its body is only read. Called on the thread that posts, once or more often
   */
  Outcome.Failure outcome();
}
