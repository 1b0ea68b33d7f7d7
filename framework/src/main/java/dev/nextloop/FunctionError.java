package dev.nextloop;

/**
 * A failure whose type is chosen by the function: goes to the caller as {@code errorType} and to
 * the platform as {@code Lambda-Runtime-Function-Error-Type}, instead of the exception's class
 * name.
 */
public class FunctionError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error type, for instance {@code Function.OrderUnknown}. */
  private final String type;

  /**
   * A failure.
   *
   * @param type {@code Function.Reason} or {@code Runtime.Reason} by convention; not null
   * @param message for the caller; may be null
   */
  public FunctionError(String type, String message) {
    this(type, message, null);
  }

  /**
   * A failure that another one caused.
   *
   * @param cause may be null
   */
  public FunctionError(String type, String message, Throwable cause) {
    super(message, cause);
    this.type = java.util.Objects.requireNonNull(type, "type");
  }

  /** The error type. */
  public final String type() {
    return type;
  }
}
