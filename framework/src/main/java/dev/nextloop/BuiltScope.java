package dev.nextloop;

import dev.nextloop.spi.Scope;
import io.vertx.core.Context;

/** The scope of a client that is still being built: empty until that client is there. */
final class BuiltScope implements Scope {
  private volatile Scope client;

  void of(Scope built) {
    client = built;
  }

  @Override
  public Invocation current() {
    Scope scope = client;
    return scope == null ? null : scope.current();
  }

  @Override
  public Invocation of(Context context) {
    Scope scope = client;
    return scope == null ? null : scope.of(context);
  }

  @Override
  public boolean inLoop() {
    Scope scope = client;
    return scope != null && scope.inLoop();
  }

  @Override
  public Runnable wrap(Runnable task) {
    Scope scope = client;
    return scope == null ? task : scope.wrap(task);
  }
}
