package dev.nextloop.opentelemetry.internal;

import dev.nextloop.Invocation;
import dev.nextloop.spi.Scope;
import io.vertx.core.Context;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The clients of this process, for those whom OpenTelemetry and Vert.x call without telling for
 * which of them: the context storage, of which OpenTelemetry allows one in a process, and tracers
 * of Vert.x. No client sees another's invocations by it, since each scope knows its own only; none
 * is kept alive. Any thread.
 */
public final class Scopes {
  // OpenTelemetry's context storage is a static of the process, so those it asks have to be, too.
  private static volatile List<WeakReference<Scope>> known = List.of();

  private Scopes() {}

  /** Has a client's invocations be found. */
  static synchronized void add(Scope scope) {
    List<WeakReference<Scope>> live = new ArrayList<>();
    for (WeakReference<Scope> one : known) {
      Scope other = one.get();
      if (other != null && other != scope) {
        live.add(one);
      }
    }
    live.add(new WeakReference<>(scope));
    known = List.copyOf(live);
  }

  /** The span of the invocation that the caller works for; null for none. */
  static InvocationSpan spanOfCaller() {
    return spanOf(Scope::current);
  }

  /** The span of the invocation that a context of Vert.x belongs to; null for none. */
  public static InvocationSpan spanOf(Context context) {
    return spanOf(scope -> scope.of(context));
  }

  private static InvocationSpan spanOf(Function<Scope, Invocation> found) {
    List<WeakReference<Scope>> all = known;
    for (int i = 0; i < all.size(); i++) {
      Scope scope = all.get(i).get();
      Invocation invocation = scope == null ? null : found.apply(scope);
      if (invocation != null) {
        return invocation.attribute(InvocationSpan.KEY);
      }
    }
    return null;
  }
}
