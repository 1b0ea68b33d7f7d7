package dev.nextloop.samples.observability.show;

/** Something that was to be shown was not seen; the message says what. */
final class ShowFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ShowFailure(String message) {
    super(message);
  }

  ShowFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
