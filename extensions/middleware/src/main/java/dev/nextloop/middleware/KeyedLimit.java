package dev.nextloop.middleware;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.middleware.internal.Check;
import dev.nextloop.middleware.internal.Turn;
import dev.nextloop.middleware.internal.Turns;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * At most so many invocations of one key at once, of one tenant for instance; of use where a
 * process has several in hand. What is beyond may wait a while; what is beyond that fails at once
 * with a {@link FunctionError} of type {@link #TOO_MANY_REQUESTS}. Those that wait begin in the
 * order they came, on the loops of their own lanes.
 *
 * <p>An invocation has its turn until its handler's future completes, but no longer than it is not
 * given up ({@link Invocation#cancelled()}): one that hangs blocks its key until its deadline. One
 * that waits leaves when it is given up. Safe for several lanes and loops.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
public final class KeyedLimit<I, O> implements Middleware<I, O> {
  /** Type of the failure of an invocation that finds no room. */
  public static final String TOO_MANY_REQUESTS = "Function.TooManyRequests";

  private final int most;
  private final BiFunction<? super I, ? super Invocation, ?> key;
  private final int waiting;
  private final int keys;
  private final Turns<Turn<I, O>> turns;

  private KeyedLimit(
      int most, BiFunction<? super I, ? super Invocation, ?> key, int waiting, int keys) {
    this.most = most;
    this.key = key;
    this.waiting = waiting;
    this.keys = keys;
    this.turns = new Turns<>(most, waiting, keys);
  }

  /**
   * A limit under which nobody waits, for up to 1,000 keys at once.
   *
   * @param most invocations of one key at once, 1 to 10,000
   * @param key gives the key, which needs {@code equals}, and is no secret, because its beginning
   *     stands in messages; null for an invocation without a limit
   * @throws IllegalArgumentException when {@code most} is out of range
   */
  public static <I, O> KeyedLimit<I, O> of(
      int most, BiFunction<? super I, ? super Invocation, ?> key) {
    Check.range("most", most, 1, 10_000);
    return new KeyedLimit<>(most, Objects.requireNonNull(key, "key"), 0, 1_000);
  }

  /**
   * The same limit, with its own count, under which so many may wait for one key.
   *
   * @param count 0 to 10,000
   * @throws IllegalArgumentException when it is out of range
   */
  public KeyedLimit<I, O> waiting(int count) {
    Check.range("waiting", count, 0, 10_000);
    return new KeyedLimit<>(most, key, count, keys);
  }

  /**
   * The same limit, with its own count, for so many keys in use at once; further ones fail.
   *
   * @param count 1 to 100,000
   * @throws IllegalArgumentException when it is out of range
   */
  public KeyedLimit<I, O> keys(int count) {
    Check.range("keys", count, 1, 100_000);
    return new KeyedLimit<>(most, key, waiting, count);
  }

  @Override
  public EventHandler<I, O> around(EventHandler<I, O> next) {
    return (event, invocation) -> {
      Object found = key.apply(event, invocation);
      return found == null
          ? next.handle(event, invocation)
          : limited(new Turn<>(turns, found, next, event, invocation));
    };
  }

  private Future<O> limited(Turn<I, O> turn) {
    return switch (turns.ask(turn.key(), turn)) {
      case RUN -> turn.run();
      case WAIT -> turn.await();
      case FULL ->
          Future.failedFuture(
              full(
                  (waiting == 0 ? "" : waiting + " wait and ") + most + " run already for key '",
                  turn.key()));
      case TOO_MANY_KEYS ->
          Future.failedFuture(
              full(keys + " keys are in use already; there is no room for '", turn.key()));
    };
  }

  private static FunctionError full(String what, Object key) {
    return new FunctionError(
        TOO_MANY_REQUESTS, what + Check.shown(String.valueOf(key)) + "'; try again later");
  }
}
