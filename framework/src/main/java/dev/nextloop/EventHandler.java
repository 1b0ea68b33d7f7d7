package dev.nextloop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletionStage;

/**
 * A function: takes one event and says later what came of it.
 *
 * <p>Called on the lane's loop, one invocation at a time per lane; it must not block. The future
 * may be completed on any thread: the lane takes the result back to its own.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
@FunctionalInterface
public interface EventHandler<I, O> {

  /**
   * Handles one event.
   *
   * @param event the decoded event; may be null for a typed handler and an empty event
   * @param invocation facts about this invocation
   * @return the result; never null. A failed future becomes a function error
   * @throws Exception also becomes a function error
   */
  Future<O> handle(I event, Invocation invocation) throws Exception;

  /** Frees what the handler holds; called once, when the client stops. */
  default Future<Void> close() {
    return Future.succeededFuture();
  }

  /**
   * This handler inside the given middleware. The first one is the outermost: it sees the event
   * first and the result last.
   *
   * @param middleware in the order in which they see the event
   */
  @SuppressWarnings("unchecked") // generic varargs, only read
  default EventHandler<I, O> with(Middleware<I, O>... middleware) {
    return Middleware.around(this, java.util.List.of(middleware));
  }

  /**
   * A handler that answers at once.
   *
   * @param function must not block
   */
  static <I, O> EventHandler<I, O> value(ValueFunction<I, O> function) {
    return (event, invocation) -> Future.succeededFuture(function.apply(event, invocation));
  }

  /**
   * A handler whose result is a {@link CompletionStage}.
   *
   * @param function must not block
   */
  static <I, O> EventHandler<I, O> completing(
      ValueFunction<I, ? extends CompletionStage<O>> function) {
    return (event, invocation) -> {
      Promise<O> promise = Promise.promise();
      function
          .apply(event, invocation)
          .whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  promise.tryComplete(value);
                } else {
                  promise.tryFail(failure);
                }
              });
      return promise.future();
    };
  }

  /**
   * A handler that may block: called by {@link Invocation#blockingAll}, never on the loop. With
   * several lanes that is on a worker, a virtual thread where the JVM has them (JDK 21 and later),
   * else a thread of a bounded pool. Its thread is interrupted when the invocation is given up, at
   * the deadline or when the client stops.
   *
   * @param function called for several events at once where there are several lanes
   */
  static <I, O> EventHandler<I, O> blocking(ValueFunction<I, O> function) {
    return (event, invocation) -> invocation.blockingAll(() -> function.apply(event, invocation));
  }

  /**
   * What {@link #value}, {@link #completing} and {@link #blocking} call.
   *
   * @param <I> the event's type
   * @param <O> the result's type
   */
  @FunctionalInterface
  interface ValueFunction<I, O> {
    /** Maps the event to its result. */
    O apply(I event, Invocation invocation) throws Exception;
  }
}
