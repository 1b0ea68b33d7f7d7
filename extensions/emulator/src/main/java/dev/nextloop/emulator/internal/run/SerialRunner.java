package dev.nextloop.emulator.internal.run;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;

/** Runs a function's invocations one at a time on one execution environment; the others wait. */
final class SerialRunner implements FunctionRunner {
  private record Waiting(InvokeRequest request, Promise<InvokeResult> promise) {}

  private final Machine machine;
  private final Environment environment;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final Promise<Void> closed = Promise.promise();
  private boolean running;
  private boolean closing;

  SerialRunner(Machine machine, FunctionSpec spec) {
    this.machine = machine;
    this.environment = new Environment(machine, spec);
  }

  @Override
  public Future<InvokeResult> invoke(InvokeRequest request) {
    Promise<InvokeResult> promise = Promise.promise();
    machine.context().runOnContext(onLoop -> accept(new Waiting(request, promise)));
    return promise.future();
  }

  private void accept(Waiting waiting) {
    if (closing) {
      waiting.promise.complete(Faults.closed(waiting.request));
    } else if (!running) {
      run(waiting);
    } else if (queue.size() >= machine.options().maxWaiting()) {
      waiting.promise.fail(new TooManyRequests(queue.size()));
    } else {
      queue.add(waiting);
    }
  }

  private void run(Waiting next) {
    running = true;
    environment
        .run(next.request)
        .onComplete(
            result -> {
              running = false;
              next.promise.handle(result);
              Waiting following = running ? null : queue.poll();
              if (following != null) {
                run(following);
              }
            });
  }

  Future<Void> closed() {
    return closed.future();
  }

  @Override
  public Future<Void> close() {
    machine.context().runOnContext(onLoop -> closeOnLoop());
    return closed.future();
  }

  private void closeOnLoop() {
    if (closing) {
      return;
    }
    closing = true;
    queue.forEach(waiting -> waiting.promise.complete(Faults.closed(waiting.request)));
    queue.clear();
    environment.close().onComplete(closed);
  }
}
