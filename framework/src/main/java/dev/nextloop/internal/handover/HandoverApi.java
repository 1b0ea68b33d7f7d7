package dev.nextloop.internal.handover;

import dev.nextloop.Invocation;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.PolledInvocation;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * One lane's calls: over the first engine until its first event is answered, over the second from
 * the next poll on. The two never have a call of one lane under way at once.
 */
final class HandoverApi implements RuntimeApi, RuntimeApi.Events {
  private final HandoverLoop loop;
  private final RuntimeApi first;
  private final Supplier<Future<RuntimeApi>> connect;
  private RuntimeApi second;
  private Events lane;
  private After after = After.HOLD;
  private boolean onSecond;
  private boolean inParts;
  private boolean closed;

  HandoverApi(HandoverLoop loop, RuntimeApi first, Supplier<Future<RuntimeApi>> connect) {
    this.loop = loop;
    this.first = first;
    this.connect = connect;
  }

  @Override
  public void open(Events events) {
    lane = events;
    first.open(this);
  }

  /** The first event comes as a whole: it is handled on another loop than it is read on. */
  @Override
  public void deliverParts() {
    inParts = true;
  }

  @Override
  public void poll() {
    if (second == null) {
      loop.first().now(first::poll);
      return;
    }
    move();
    second.poll();
  }

  private void move() {
    if (!onSecond) {
      onSecond = true;
      loop.first().execute(first::close);
      second.open(lane);
      if (inParts) {
        second.deliverParts();
      }
    }
  }

  /** The lane's first event: it waits until the second engine is there, and is handled there. */
  @Override
  public void polled(PolledInvocation invocation) {
    connect
        .get()
        .onComplete(
            (api, failure) ->
                // Where there is no second engine, the handler that needs it says so.
                loop.now(
                    () -> {
                      second = api;
                      tell(() -> lane.polled(invocation));
                    }));
  }

  @Override
  public void answer(Invocation invocation, Outcome outcome, After then) {
    if (onSecond) {
      second.answer(invocation, outcome, then);
      return;
    }
    after = then;
    loop.first().now(() -> first.answer(invocation, outcome, After.HOLD));
  }

  /** A stream has a connection of its own, so it can be the second engine's at once. */
  @Override
  public void stream(Invocation invocation, Outcome.Streamed outcome) {
    if (second == null) {
      loop.first().now(() -> first.stream(invocation, outcome));
    } else {
      move();
      second.stream(invocation, outcome);
    }
  }

  @Override
  public void cut(Outcome.Failure why) {
    if (onSecond) {
      second.cut(why);
    } else {
      loop.first().now(() -> first.cut(why));
    }
  }

  @Override
  public void nothingStreamed(Outcome.Failure failure) {
    loop.now(() -> tell(() -> lane.nothingStreamed(failure)));
  }

  @Override
  public void posted(int status) {
    loop.now(
        () ->
            tell(
                () -> {
                  lane.posted(status);
                  if (after == After.POLL && status < 300 && !closed) {
                    poll();
                  }
                }));
  }

  @Override
  public void pollFailed(ApiFailure failure) {
    loop.now(() -> tell(() -> lane.pollFailed(failure)));
  }

  @Override
  public void postFailed(ApiFailure failure) {
    loop.now(() -> tell(() -> lane.postFailed(failure)));
  }

  @Override
  public void restored() {
    loop.now(() -> tell(lane::restored));
  }

  private void tell(Runnable event) {
    if (!closed) {
      event.run();
    }
  }

  @Override
  public void leavePayload() {
    if (onSecond) {
      second.leavePayload();
    } else {
      loop.first().now(first::leavePayload);
    }
  }

  @Override
  public void initError(Outcome.Failure failure) {
    loop.first().now(() -> first.initError(failure));
  }

  @Override
  public void restoreNext() {
    loop.first().now(first::restoreNext);
  }

  @Override
  public void restoreError(Outcome.Failure failure) {
    loop.first().now(() -> first.restoreError(failure));
  }

  @Override
  public Future<Void> close() {
    loop.now(() -> closed = true);
    return first.close().eventually(() -> onSecond ? second.close() : Future.succeededFuture());
  }
}
