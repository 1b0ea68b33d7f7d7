package dev.nextloop;

/** What observers may know of an answer. Valid during the observer's call. */
public interface Answered {

  /** Type of the error that was answered; null where it is a result. */
  String errorType();

  /** Bytes of its body; of a streamed one, those that were written so far. */
  long bytes();

  /** Whether it is sent while it is made. */
  boolean isStreamed();

  /** HTTP status of the acknowledgement; 0 before {@link Stage#POSTED}, or where there was none. */
  int status();
}
