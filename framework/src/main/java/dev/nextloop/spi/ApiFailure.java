package dev.nextloop.spi;

/** Why a call of the Runtime API got no usable answer. */
public final class ApiFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kind of failure. */
  private final Kind kind;

  /** HTTP status, or 0. */
  private final int status;

  private ApiFailure(Kind kind, int status, String message, Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
    this.status = status;
  }

  /** The connection could not be made, broke, or ended too early. */
  public static ApiFailure broken(Kind kind, String message, Throwable cause) {
    return new ApiFailure(kind, 0, message, cause);
  }

  /** The answer's status says no. */
  public static ApiFailure status(int status) {
    return new ApiFailure(Kind.STATUS, status, "HTTP status " + status, null);
  }

  /** The answer breaks the protocol. */
  public static ApiFailure protocol(String message) {
    return new ApiFailure(Kind.PROTOCOL, 0, message, null);
  }

  /** The kind of failure. */
  public Kind kind() {
    return kind;
  }

  /** HTTP status for {@link Kind#STATUS}, else 0. */
  public int status() {
    return status;
  }

  /** The kinds of failure. */
  public enum Kind {
    /** No connection could be made. */
    CONNECT,
    /** A connection that had been used before broke before the first byte of this answer. */
    STALE,
    /** The connection broke before the answer was complete. */
    BROKEN,
    /** The answer came whole and says no. */
    STATUS,
    /** The answer can't be understood. */
    PROTOCOL
  }
}
