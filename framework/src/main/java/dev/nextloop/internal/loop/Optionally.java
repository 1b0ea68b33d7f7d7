package dev.nextloop.internal.loop;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.Middleware;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A middleware whose own failures are not the invocation's.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
public final class Optionally<I, O> implements Middleware<I, O> {
  private final Middleware<I, O> middleware;
  private final Consumer<String> log;
  private final AtomicBoolean complained = new AtomicBoolean();
  // What the handler itself has come to, or is about to.
  private final Key<Future<O>> handled = Key.of("handled");

  /** Guards the invocation from this middleware. */
  public Optionally(Middleware<I, O> middleware, Consumer<String> log) {
    this.middleware = middleware;
    this.log = log;
  }

  @Override
  public EventHandler<I, O> around(EventHandler<I, O> next) {
    Guard<I, O> handler =
        new Guard<>(
            (event, invocation) -> {
              Future<O> result = next.handle(event, invocation);
              invocation.attribute(handled, result);
              return result;
            },
            next);
    Guard<I, O> wrapped = new Guard<>(middleware.around(handler), next);
    return (event, invocation) ->
        wrapped.handle(event, invocation).recover(e -> instead(e, handler, event, invocation));
  }

  private Future<O> instead(
      Throwable failure, Guard<I, O> handler, I event, Invocation invocation) {
    Future<O> own = invocation.attribute(handled);
    if (own != null && own.cause() == failure) {
      return own;
    }
    if (complained.compareAndSet(false, true)) {
      String name = middleware.getClass().getName();
      log.accept("nextloop: middleware " + name + " fails, said once: " + failure);
    }
    return own != null ? own : handler.handle(event, invocation);
  }
}
