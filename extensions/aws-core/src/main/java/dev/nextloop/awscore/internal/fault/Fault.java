package dev.nextloop.awscore.internal.fault;

/**
 * What keeps a function from being called, in the words of AWS's client.
 *
 * @param message goes to the caller as {@code errorMessage}
 * @param exception goes to the caller as {@code errorType}; may be null
 * @param trace goes to the log; may be null
 * @param fatal whether the process ends with it
 */
public record Fault(String message, String exception, String trace, boolean fatal) {

  /** A fault without an exception. */
  public static Fault of(String message) {
    return new Fault(message, null, null, false);
  }

  /** The fault that an exception tells of. */
  public static Fault of(Throwable thrown, boolean fatal) {
    return new Fault(
        ErrorDocument.message(thrown), thrown.getClass().getName(), Trace.text(thrown), fatal);
  }

  /** The handler's class was not found. */
  public static Fault classNotFound(ClassNotFoundException thrown, String className) {
    return new Fault(
        "Class not found: " + className, thrown.getClass().getName(), Trace.text(thrown), false);
  }

  /** The handler's class could not be loaded or initialized. */
  public static Fault classNotLoaded(Throwable thrown, String className) {
    String why = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
    return new Fault(
        "Error loading class " + className + why,
        thrown.getClass().getName(),
        Trace.text(thrown),
        true);
  }

  /** What is logged of it. */
  public String report() {
    if (exception == null && trace == null) {
      return message + "\n";
    }
    return message
        + ": "
        + (exception == null ? "" : exception)
        + "\n"
        + (trace == null ? "" : trace)
        + "\n";
  }
}
