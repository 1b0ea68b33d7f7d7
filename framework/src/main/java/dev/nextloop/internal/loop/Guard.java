package dev.nextloop.internal.loop;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import io.vertx.core.Future;

/** The outermost step: whatever middleware and handler do, a future comes back. */
final class Guard implements EventHandler<Body, Reply> {
  private final EventHandler<Body, Reply> next;

  Guard(EventHandler<Body, Reply> next) {
    this.next = next;
  }

  @Override
  public Future<Reply> handle(Body event, Invocation invocation) {
    try {
      Future<Reply> result = next.handle(event, invocation);
      return result != null ? result : Future.failedFuture(nothing("a null future"));
    } catch (Throwable e) { // NOPMD: even an Error of the function's is answered before we end
      return Future.failedFuture(e);
    }
  }

  static FunctionError nothing(String what) {
    return new FunctionError("Runtime.HandlerReturnedNull", "the handler returned " + what);
  }
}
