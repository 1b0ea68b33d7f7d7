package dev.nextloop.emulator.internal.invoke;

import dev.nextloop.emulator.internal.run.FunctionRunner;
import dev.nextloop.emulator.internal.run.FunctionSpec;
import dev.nextloop.emulator.internal.run.InvokeRequest;
import dev.nextloop.emulator.internal.run.InvokeResult;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asynchronous invocations, held in memory and lost with it. Each function's events run one after
 * the other; one that fails waits and goes to the end of its line, until its attempts are used up.
 * Used on one event loop.
 */
public final class EventQueue {
  private static final int MOST_EVENTS = 1000;
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Vertx vertx;
  private final Runners runners;
  private final Function<String, Optional<FunctionSpec>> functions;
  private final List<Duration> retryDelays;
  private final Consumer<String> log;
  private final Map<String, Line> lines = new HashMap<>();
  private int events;
  private long bytes;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param functions the function of a name as it is now
   * @param retryDelays one for each attempt after the first
   */
  public EventQueue(
      Vertx vertx,
      Runners runners,
      Function<String, Optional<FunctionSpec>> functions,
      List<Duration> retryDelays,
      Consumer<String> log) {
    this.vertx = vertx;
    this.runners = runners;
    this.functions = functions;
    this.retryDelays = retryDelays;
    this.log = log;
  }

  private static final class Line {
    final Deque<Event> waiting = new ArrayDeque<>();
    boolean busy;
  }

  private record Event(String function, InvokeRequest request, int attempt) {
    Event again() {
      return new Event(function, request, attempt + 1);
    }
  }

  /**
   * Takes an event.
   *
   * @throws FunctionRunner.TooManyRequests when as many wait as may
   */
  public void offer(String function, InvokeRequest request) {
    if (events >= MOST_EVENTS || bytes + request.payload().length() > MOST_BYTES) {
      throw new FunctionRunner.TooManyRequests(events);
    }
    events++;
    bytes += request.payload().length();
    enqueue(new Event(function, request, 0));
  }

  /** Drops what waits; says how much that was. */
  public void close() {
    closed = true;
    if (events > 0) {
      log.accept("stopped with " + events + " asynchronous events not done");
    }
  }

  private void enqueue(Event event) {
    lines.computeIfAbsent(event.function(), name -> new Line()).waiting.add(event);
    next(event.function());
  }

  private void next(String function) {
    Line line = lines.get(function);
    if (closed || line.busy) {
      return;
    }
    Event event = line.waiting.poll();
    if (event == null) {
      lines.remove(function);
      return;
    }
    line.busy = true;
    attempt(event)
        .onComplete(
            result -> {
              line.busy = false;
              settle(event, result);
              next(function);
            });
  }

  private Future<InvokeResult> attempt(Event event) {
    return functions
        .apply(event.function())
        .map(spec -> runners.invoke(spec, event.request()))
        .orElseGet(() -> Future.failedFuture("the function is gone"));
  }

  private void settle(Event event, AsyncResult<InvokeResult> result) {
    if (result.succeeded() && !result.result().functionError()) {
      forget(event);
    } else if (event.attempt() >= retryDelays.size() || closed) {
      forget(event);
      log.accept(
          "event %s for %s dropped after %d attempts: %s"
              .formatted(
                  event.request().requestId(),
                  event.function(),
                  event.attempt() + 1,
                  result.failed() ? result.cause().getMessage() : "the function failed"));
    } else {
      long delay = Math.max(1, retryDelays.get(event.attempt()).toMillis());
      vertx.setTimer(delay, timer -> enqueue(event.again()));
    }
  }

  private void forget(Event event) {
    events--;
    bytes -= event.request().payload().length();
  }
}
