package dev.nextloop.emulator.internal.rest;

/** A call that ends with one of AWS's errors. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 120;

  private final ErrorType type;

  AwsError(ErrorType type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  ErrorType type() {
    return type;
  }

  /** The wording that AWS gives for a member out of its model's bounds. */
  static AwsError constraint(String member, Object value, String rule) {
    return new AwsError(
        ErrorType.INVALID_PARAMETER,
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(shortened(value), member, rule));
  }

  static AwsError invalid(String message) {
    return new AwsError(ErrorType.INVALID_PARAMETER, message);
  }

  static AwsError notFound(String message) {
    return new AwsError(ErrorType.NOT_FOUND, message);
  }

  static String shortened(Object value) {
    String text = String.valueOf(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
