package dev.nextloop.emulator.internal.process;

/** A runtime that can't start or that ended; what the caller gets as {@code errorType} and text. */
public final class RuntimeFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * A fault.
   *
   * @param type for instance {@code Runtime.ExitError}
   * @param text the message without the request id
   */
  public RuntimeFault(String type, String text) {
    super(text, null, false, false);
    this.type = type;
  }

  /** The error type. */
  public String type() {
    return type;
  }
}
