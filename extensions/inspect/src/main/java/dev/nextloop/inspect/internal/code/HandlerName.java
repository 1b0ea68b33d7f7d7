package dev.nextloop.inspect.internal.code;

/**
 * The two parts of {@code _HANDLER}, parted at the last {@code ::} as AWS's client does.
 *
 * @param type the class, with dots
 * @param method null when only a class is named
 */
public record HandlerName(String type, String method) {

  /** Parts a name; parts may come out empty. */
  public static HandlerName of(String handler) {
    int at = handler.lastIndexOf("::");
    return at < 0
        ? new HandlerName(handler, null)
        : new HandlerName(handler.substring(0, at), handler.substring(at + 2));
  }

  /** Whether both parts, where they are there, say something. */
  public boolean isReadable() {
    return !type.isBlank() && (method == null || !method.isBlank());
  }

  /** The class with slashes. */
  public String internalName() {
    return type.replace('.', '/');
  }
}
