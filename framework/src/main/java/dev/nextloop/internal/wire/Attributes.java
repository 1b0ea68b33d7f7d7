package dev.nextloop.internal.wire;

import dev.nextloop.Key;
import java.util.Arrays;

/** What middleware left with an invocation: a few keys and values, one behind the other. */
final class Attributes {
  private Object[] slots = new Object[0];

  @SuppressWarnings("unchecked") // a key is stored with a value of its own type only
  <T> T get(Key<T> key) {
    int slot = slot(key);
    return slot == slots.length ? null : (T) slots[slot + 1];
  }

  <T> void set(Key<T> key, T value) {
    int slot = slot(key);
    if (slot == slots.length) {
      slots = Arrays.copyOf(slots, slot + 2);
      slots[slot] = key;
    }
    slots[slot + 1] = value;
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
