package dev.nextloop.emulator;

/** An emulator can't start; the message says why and what to do. */
public final class EmulatorStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One reason.
   *
   * @param cause may be null
   */
  public EmulatorStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
