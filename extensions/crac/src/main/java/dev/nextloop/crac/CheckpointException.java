package dev.nextloop.crac;

/** Resources could not be made ready for a snapshot; the suppressed exceptions say why. */
public class CheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure without a message. */
  public CheckpointException() {}

  /** A failure; the message names the resources. */
  public CheckpointException(String message) {
    super(message);
  }
}
