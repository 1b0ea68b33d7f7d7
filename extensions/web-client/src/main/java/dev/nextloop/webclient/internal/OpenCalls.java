package dev.nextloop.webclient.internal;

import dev.nextloop.Invocation;
import dev.nextloop.Key;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of one invocation that are under way, which end with it. One listener for all of them,
 * so that an invocation that makes many calls does not gather listeners. Any thread.
 */
final class OpenCalls {
  private final Set<Runnable> open = ConcurrentHashMap.newKeySet();

  private OpenCalls() {}

  static OpenCalls of(Invocation invocation, Key<OpenCalls> key) {
    OpenCalls known = invocation.attribute(key);
    if (known != null) {
      return known;
    }
    // Two threads may make two: each is told of the end.
    OpenCalls made = new OpenCalls();
    invocation.attribute(key, made);
    invocation.cancelled().onComplete(signal -> made.open.forEach(Runnable::run));
    return made;
  }

  /** Has this run when the invocation is given up. */
  void add(Runnable cancel) {
    open.add(cancel);
  }

  void remove(Runnable cancel) {
    open.remove(cancel);
  }
}
