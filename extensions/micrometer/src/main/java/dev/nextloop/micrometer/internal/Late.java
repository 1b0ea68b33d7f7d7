package dev.nextloop.micrometer.internal;

import java.util.function.Supplier;

/**
 * Something that is made when it is first asked for. Any thread.
 *
 * @param <T> what it is
 */
public final class Late<T> implements Supplier<T> {
  private Supplier<? extends T> source;
  private volatile T made;

  private Late(T made, Supplier<? extends T> source) {
    this.made = made;
    this.source = source;
  }

  /** What is there already. */
  public static <T> Late<T> there(T made) {
    return new Late<>(made, null);
  }

  /** What will be made once. */
  public static <T> Late<T> by(Supplier<? extends T> source) {
    return new Late<>(null, source);
  }

  /** Null where nobody has asked for it yet. */
  public T peek() {
    return made;
  }

  @Override
  public T get() {
    T known = made;
    return known != null ? known : make();
  }

  private synchronized T make() {
    if (made == null) {
      made = source.get();
      source = null;
    }
    return made;
  }
}
