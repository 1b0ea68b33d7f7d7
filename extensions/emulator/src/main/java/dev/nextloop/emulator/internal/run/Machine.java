package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.StartGate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * What all execution environments of a launcher share.
 *
 * @param vertx owner of sockets and timers
 * @param context the event loop that everything runs on
 * @param options of the launcher
 * @param gate between the writing of programs and the start of processes
 * @param ground what the machine permits
 * @param starter one thread that lives as long as the launcher: processes end with the thread that
 *     started them
 * @param log takes the lines
 */
record Machine(
    Vertx vertx,
    Context context,
    RunOptions options,
    StartGate gate,
    Future<Ground> ground,
    WorkerExecutor starter,
    LogQueue log) {

  /** Work that blocks, on a worker thread. */
  interface Blocking {
    void run() throws Exception;
  }

  Future<Void> blocking(Blocking work) {
    return vertx.executeBlocking(
        () -> {
          work.run();
          return null;
        },
        false);
  }
}
