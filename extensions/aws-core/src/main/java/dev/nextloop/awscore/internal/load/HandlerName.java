package dev.nextloop.awscore.internal.load;

/**
 * A handler string of AWS's Java client: {@code Class} or {@code Class::method}.
 *
 * @param className may be empty, which is invalid
 * @param method null for a class alone; may be empty, which is invalid
 */
public record HandlerName(String className, String method) {
  private static final String SEPARATOR = "::";

  /** Splits at the last {@code ::}. */
  public static HandlerName parse(String handler) {
    int at = handler.lastIndexOf(SEPARATOR);
    return at < 0
        ? new HandlerName(handler, null)
        : new HandlerName(handler.substring(0, at), handler.substring(at + SEPARATOR.length()));
  }

  /** Whether both parts say something. */
  boolean isValid() {
    return !className.isEmpty() && (method == null || !method.isEmpty());
  }

  /** Where the class would be. */
  String resource() {
    return className.replace('.', '/') + ".class";
  }
}
