package dev.nextloop;

import dev.nextloop.internal.loop.AnswerBefore;
import dev.nextloop.internal.loop.Guard;
import dev.nextloop.internal.loop.Optionally;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A function from handler to handler. It may change the event, the result or the failure, delay
 * them, or answer without calling the next one. The whole chain is built once at start; nothing is
 * walked per invocation.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
@FunctionalInterface
public interface Middleware<I, O> {

  /**
   * Wraps a handler.
   *
   * @param next what comes behind this middleware; never throws, what fails there is a failed
   *     future
   * @return what stands in its place; never null
   */
  EventHandler<I, O> around(EventHandler<I, O> next);

  /**
   * A handler inside several middleware; closing it closes the handler.
   *
   * @param handler the innermost
   * @param middleware the first one is the outermost
   */
  static <I, O> EventHandler<I, O> around(
      EventHandler<I, O> handler, List<? extends Middleware<I, O>> middleware) {
    EventHandler<I, O> wrapped = handler;
    for (int i = middleware.size() - 1; i >= 0; i--) {
      // Guarded, so that what is thrown further in is a failed future further out.
      wrapped = middleware.get(i).around(new Guard<>(wrapped, handler));
      if (wrapped == null) {
        throw new IllegalArgumentException(
            "middleware " + i + " (" + middleware.get(i).getClass().getName() + ") returned null");
      }
    }
    return middleware.isEmpty() ? handler : new Guard<>(wrapped, handler);
  }

  /**
   * Keeps a middleware's own failures from the invocation: for one that only adds something, such
   * as a span. Without this, what a middleware throws or fails with fails the invocation, as if the
   * handler had. With it:
   *
   * <ul>
   *   <li>when it fails before it has called the handler, the handler is called without it
   *   <li>when it fails after that, the handler's own result counts, and so does the handler's own
   *       failure
   *   <li>what it failed with is logged, once for each such middleware
   * </ul>
   *
   * <p>What it yields otherwise counts, whether or not it has called the handler.
   *
   * @param log takes one line, for instance {@code host::log}
   */
  static <I, O> Middleware<I, O> optional(Middleware<I, O> middleware, Consumer<String> log) {
    return new Optionally<>(middleware, log);
  }

  /**
   * Answers in time: when the handler has not answered and only {@code margin} is left, {@link
   * Invocation#cancelled()} completes and the invocation fails with a {@link FunctionError} of type
   * {@code Runtime.HandlerTimeout}, before the platform ends the sandbox. What stands around this
   * middleware sees that failure and can turn it into a result; what the handler yields later is
   * dropped. A handler that answers within the signal itself is taken at its word.
   *
   * @param margin long enough to post the error, for instance 100 ms; 1 ms to 15 min
   * @throws IllegalArgumentException when the margin is out of range
   */
  static <I, O> Middleware<I, O> deadline(Duration margin) {
    Range.check("margin", margin, Duration.ofMillis(1), Duration.ofMinutes(15));
    return next -> new AnswerBefore<>(margin, next);
  }
}
