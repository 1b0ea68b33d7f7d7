package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.Isolation;
import dev.nextloop.emulator.internal.process.StartGate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Launches functions as real processes, each in an execution environment of its own. All runners
 * work on the event loop on which the launcher was made; their futures complete there.
 */
public final class ProcessLauncher implements Launcher {
  private static final long LOG_MILLIS = 2_000;

  private final Machine machine;
  private final Set<SerialRunner> runners = ConcurrentHashMap.newKeySet();

  /**
   * A launcher. Make it on the event loop of those who call its runners.
   *
   * @param vertx owner of sockets, timers and workers
   * @param options see there
   */
  public ProcessLauncher(Vertx vertx, RunOptions options) {
    WorkerExecutor starter =
        vertx.createSharedWorkerExecutor(
            "nextloop-emulator-starter-" + System.identityHashCode(this), 1);
    LogQueue log = new LogQueue(options.log());
    StartGate gate = new StartGate();
    Future<Ground> ground =
        starter.executeBlocking(() -> Ground.explore(options, gate, log::add), false);
    this.machine =
        new Machine(vertx, vertx.getOrCreateContext(), options, gate, ground, starter, log);
  }

  @Override
  public FunctionRunner launch(FunctionSpec spec) {
    SerialRunner runner = new SerialRunner(machine, spec);
    runners.add(runner);
    runner.closed().onComplete(done -> runners.remove(runner));
    return runner;
  }

  /** How environments are kept apart here; fails when the scratch directory can't be made. */
  public Future<Isolation> isolation() {
    return machine.ground().map(ground -> ground.sandbox().isolation());
  }

  /** Closes every runner, then the launcher's threads. A runner must not be launched after it. */
  public Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    runners.forEach(runner -> closing.add(runner.close()));
    return Future.join(closing)
        .<Void>mapEmpty()
        .eventually(() -> machine.ground().otherwiseEmpty())
        .eventually(machine.starter()::close)
        // A log whose reader blocks holds nobody up for long.
        .eventually(() -> machine.blocking(() -> machine.log().end(LOG_MILLIS)));
  }
}
