package dev.nextloop.middleware.internal;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One invocation's turn: asked for, waited for, run, and given back once.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
public final class Turn<I, O> {
  private final Turns<Turn<I, O>> turns;
  private final Object key;
  private final EventHandler<I, O> next;
  private final I event;
  private final Invocation invocation;
  private final Promise<O> result = Promise.promise();
  private final AtomicBoolean over = new AtomicBoolean();

  /** Not asked for yet. */
  public Turn(
      Turns<Turn<I, O>> turns,
      Object key,
      EventHandler<I, O> next,
      I event,
      Invocation invocation) {
    this.turns = turns;
    this.key = key;
    this.next = next;
    this.event = event;
    this.invocation = invocation;
  }

  /** For what it is counted. */
  public Object key() {
    return key;
  }

  /** Has its turn now; on the loop of its lane. */
  public Future<O> run() {
    Future<O> running;
    try {
      running = next.handle(event, invocation);
    } catch (Exception e) {
      running = Future.failedFuture(e);
    }
    if (running.isComplete()) {
      giveBack();
      return running;
    }
    invocation.cancelled().onComplete(signal -> giveBack());
    return running.onComplete(done -> giveBack());
  }

  /** Waits; the result of the handler, or of the wait when the invocation is given up first. */
  public Future<O> await() {
    invocation
        .cancelled()
        .onComplete(
            signal -> {
              if (turns.leave(key, this)) {
                result.tryFail(
                    new FunctionError(
                        "Runtime.HandlerTimeout",
                        "the invocation waited for its turn until it was given up"));
              }
            });
    return result.future();
  }

  private void giveBack() {
    if (over.compareAndSet(false, true)) {
      pass();
    }
  }

  private void pass() {
    Turn<I, O> first = turns.next(key);
    if (first != null) {
      first.begin();
    }
  }

  /** Another one gave its turn back; on any thread. */
  private void begin() {
    invocation
        .after(Duration.ZERO, this::run)
        .onComplete(
            (value, failure) -> {
              // Where it was given up before it ran.
              giveBack();
              if (failure == null) {
                result.complete(value);
              } else {
                result.fail(failure);
              }
            });
  }
}
