package dev.nextloop.internal.loop;

/** Why the client can't go on, with the exit code that a stand-alone process ends with. */
public final class ClientFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** 1 to 143. */
  private final int exitCode;

  /** Short name of the kind. */
  private final String type;

  /** A failure. */
  public ClientFailure(int exitCode, String type, String message) {
    super(message);
    this.exitCode = exitCode;
    this.type = type;
  }

  /** The exit code of a stand-alone process. */
  public int exitCode() {
    return exitCode;
  }

  /** Short name of the kind. */
  public String type() {
    return type;
  }
}
