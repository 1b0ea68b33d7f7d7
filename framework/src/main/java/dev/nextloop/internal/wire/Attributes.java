package dev.nextloop.internal.wire;

import dev.nextloop.Key;
import java.util.Arrays;

/**
 * What somebody left with an invocation: a few keys and values, one behind the other. Never
 * changed: who adds one makes another, so that any thread may read.
 */
final class Attributes {
  static final Attributes NONE = new Attributes(new Object[0]);

  private final Object[] slots;

  private Attributes(Object[] slots) {
    this.slots = slots;
  }

  @SuppressWarnings("unchecked") // a key is stored with a value of its own type only
  <T> T get(Key<T> key) {
    int slot = slot(key);
    return slot == slots.length ? null : (T) slots[slot + 1];
  }

  <T> Attributes with(Key<T> key, T value) {
    int slot = slot(key);
    Object[] changed = Arrays.copyOf(slots, slot == slots.length ? slot + 2 : slots.length);
    changed[slot] = key;
    changed[slot + 1] = value;
    return new Attributes(changed);
  }

  /** Where the key is, or the end. */
  private int slot(Key<?> key) {
    int slot = 0;
    while (slot < slots.length && slots[slot] != key) {
      slot += 2;
    }
    return slot;
  }
}
