package dev.nextloop.emulator;

import dev.nextloop.emulator.internal.run.FunctionRunner;
import dev.nextloop.emulator.internal.run.FunctionSpec;
import dev.nextloop.emulator.internal.run.InvokeRequest;
import dev.nextloop.emulator.internal.run.InvokeResult;
import dev.nextloop.emulator.internal.run.Launcher;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Plays the execution side: runs a function of the test, and records what it was asked. */
final class ScriptedLauncher implements Launcher {
  final List<FunctionSpec> launched = new CopyOnWriteArrayList<>();
  final List<InvokeRequest> invoked = new CopyOnWriteArrayList<>();
  final AtomicInteger closed = new AtomicInteger();
  private final Function<InvokeRequest, Future<InvokeResult>> function;

  ScriptedLauncher(Function<InvokeRequest, Future<InvokeResult>> function) {
    this.function = function;
  }

  /** Answers each event with itself. */
  static ScriptedLauncher echo() {
    return new ScriptedLauncher(request -> Future.succeededFuture(echoOf(request)));
  }

  static InvokeResult echoOf(InvokeRequest request) {
    return new InvokeResult(request.payload(), "application/json", false, log(request));
  }

  static InvokeResult failure(InvokeRequest request) {
    return new InvokeResult(
        Buffer.buffer("{\"errorMessage\":\"no\",\"errorType\":\"Scripted\"}"),
        "application/json",
        true,
        log(request));
  }

  private static Buffer log(InvokeRequest request) {
    String id = request.requestId();
    return Buffer.buffer(
        "START RequestId: %s Version: $LATEST\nEND RequestId: %s\nREPORT RequestId: %s\t\n"
            .formatted(id, id, id));
  }

  @Override
  public FunctionRunner launch(FunctionSpec spec) {
    launched.add(spec);
    return new FunctionRunner() {
      @Override
      public Future<InvokeResult> invoke(InvokeRequest request) {
        invoked.add(request);
        return function.apply(request);
      }

      @Override
      public Future<Void> close() {
        closed.incrementAndGet();
        return Future.succeededFuture();
      }
    };
  }
}
