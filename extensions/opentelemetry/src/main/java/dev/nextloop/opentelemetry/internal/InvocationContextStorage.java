package dev.nextloop.opentelemetry.internal;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;

/**
 * Answers {@code Context.current()} with the context of the invocation that the caller works for,
 * unless the caller's thread has made another one current. OpenTelemetry loads it as a service.
 */
public final class InvocationContextStorage implements ContextStorageProvider, ContextStorage {
  private final ContextStorage threads = ContextStorage.defaultStorage();

  /** For the service loader. */
  public InvocationContextStorage() {}

  @Override
  public ContextStorage get() {
    return this;
  }

  /** By thread, since what is attached is detached on the same thread, before it does another's. */
  @Override
  public Scope attach(Context context) {
    return threads.attach(context);
  }

  @Override
  public Context current() {
    Context attached = threads.current();
    if (attached != null) {
      return attached;
    }
    InvocationSpan span = Scopes.spanOfCaller();
    return span == null ? null : span.context();
  }
}
