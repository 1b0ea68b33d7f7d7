package dev.nextloop.internal.loop;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * A handler that fails when it is cancelled before it has answered.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
public final class AnswerBefore<I, O> implements EventHandler<I, O> {
  private final Duration margin;
  private final EventHandler<I, O> next;

  /** Cancels what {@code next} does this long before the deadline. */
  public AnswerBefore(Duration margin, EventHandler<I, O> next) {
    this.margin = margin;
    this.next = next;
  }

  @Override
  public Future<O> handle(I event, Invocation invocation) throws Exception {
    Future<O> result = next.handle(event, invocation);
    if (result.isComplete()) {
      return result;
    }
    Promise<O> first = Promise.promise();
    result.onComplete(
        (value, failure) -> {
          if (failure == null) {
            first.tryComplete(value);
          } else {
            first.tryFail(failure);
          }
        });
    // After the handler's own listeners: it may answer within the signal.
    invocation.cancelled().onComplete(signal -> first.tryFail(timeout(invocation)));
    invocation.cancelBefore(margin);
    return first.future();
  }

  private static FunctionError timeout(Invocation invocation) {
    return new FunctionError(
        "Runtime.HandlerTimeout",
        "the handler did not answer: cancelled "
            + invocation.remaining().toMillis()
            + " ms before its deadline, "
            + invocation.deadline());
  }

  @Override
  public Future<Void> close() {
    return next.close();
  }
}
