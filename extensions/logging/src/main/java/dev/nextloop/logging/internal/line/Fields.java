package dev.nextloop.logging.internal.line;

/** Takes keys and values of the user's. */
@FunctionalInterface
public interface Fields {
  /** Takes one; both may be null. */
  void field(String key, Object value);
}
