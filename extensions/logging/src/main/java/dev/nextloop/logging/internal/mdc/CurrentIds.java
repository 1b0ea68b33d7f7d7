package dev.nextloop.logging.internal.mdc;

import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.spi.Scope;

/** The ids of the invocation that the caller works for, in one client. Any thread. */
public final class CurrentIds {
  private final Key<InvocationIds> key = Key.of("log ids");
  private final Scope scope;

  /** Ids of this client's invocations. */
  public CurrentIds(Scope scope) {
    this.scope = scope;
  }

  /** Null outside of an invocation; the same object each time within one. */
  public InvocationIds get() {
    Invocation current = scope.current();
    return current == null ? null : of(current);
  }

  /** Of this one; read once, because they are only there until the answer. */
  public InvocationIds of(Invocation invocation) {
    InvocationIds ids = invocation.attribute(key);
    if (ids == null) {
      ids = InvocationIds.of(invocation);
      invocation.attribute(key, ids);
    }
    return ids;
  }
}
