package dev.nextloop.internal.loop;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import io.vertx.core.Future;

/**
 * A step whose caller needs no {@code catch}: whatever handler or middleware do, a future comes
 * back. Stands around everything, and between middleware.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
public final class Guard<I, O> implements EventHandler<I, O> {
  private final EventHandler<I, O> next;
  private final EventHandler<I, O> handler;

  /**
   * Guards a step.
   *
   * @param handler the innermost, which is the one to close
   */
  public Guard(EventHandler<I, O> next, EventHandler<I, O> handler) {
    this.next = next;
    this.handler = handler;
  }

  @Override
  public Future<O> handle(I event, Invocation invocation) {
    try {
      Future<O> result = next.handle(event, invocation);
      return result != null ? result : Future.failedFuture(nothing("a null future"));
    } catch (Throwable e) { // NOPMD: even an Error of the function's is answered before we end
      return Future.failedFuture(e);
    }
  }

  @Override
  public Future<Void> close() {
    return handler.close();
  }

  static FunctionError nothing(String what) {
    return new FunctionError("Runtime.HandlerReturnedNull", "the handler returned " + what);
  }
}
