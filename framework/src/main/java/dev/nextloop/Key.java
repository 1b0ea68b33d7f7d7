package dev.nextloop;

/**
 * Names a typed attribute of an {@link Invocation}. Two keys of one name are two keys: identity
 * counts, so libraries can't collide.
 *
 * @param <T> the attribute's type
 */
@SuppressWarnings("UnusedTypeParameter") // it types the attribute, not the key
public final class Key<T> {
  private final String name;

  private Key(String name) {
    this.name = name;
  }

  /**
   * A new key.
   *
   * @param name for messages only
   */
  public static <T> Key<T> of(String name) {
    return new Key<>(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
