package dev.nextloop.cli.internal;

/** Ends a command with a message for a person and an exit code. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;

  /**
   * One failure.
   *
   * @param message what is wrong and what to do about it
   */
  public CommandFailure(Exit exit, String message) {
    this(exit, message, null);
  }

  /**
   * One failure with its cause.
   *
   * @param cause may be null
   */
  public CommandFailure(Exit exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  /** What the command ends with. */
  public Exit exit() {
    return exit;
  }
}
