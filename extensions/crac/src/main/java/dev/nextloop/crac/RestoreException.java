package dev.nextloop.crac;

/** Resources could not go on from a snapshot; the suppressed exceptions say why. */
public class RestoreException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure without a message. */
  public RestoreException() {}

  /** A failure; the message names the resources. */
  public RestoreException(String message) {
    super(message);
  }
}
