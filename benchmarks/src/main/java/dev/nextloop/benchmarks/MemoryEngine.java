package dev.nextloop.benchmarks;

import dev.nextloop.NextloopOptions;
import dev.nextloop.internal.pipeline.PipelinedApi;
import dev.nextloop.internal.pipeline.Pipelining;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The pipelined protocol over memory instead of sockets. Its loop is the thread that calls; no time
 * passes there, so timers never fire.
 */
final class MemoryEngine implements Engine, LaneLoop {
  private final Pipelining pipelining = new Pipelining(NextloopOptions.Pipelining.ON);
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<MemoryConnection> lanes = new ArrayList<>();
  private final byte[] event;

  /** An engine whose events have this many bytes. */
  MemoryEngine(int size) {
    event = EventBytes.polled(size);
  }

  /** Hands one event to each lane; returns when each has sent its answer and its next poll. */
  void invoke() {
    runTasks();
    for (MemoryConnection lane : lanes) {
      lane.invoke();
    }
  }

  /** Runs what lanes left for later. */
  void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public LaneLoop loop() {
    return this;
  }

  @Override
  public RuntimeApi connect(Endpoint endpoint) {
    return new PipelinedApi(
        Host.system(),
        this,
        (outgoing, owner) -> {
          MemoryConnection lane = new MemoryConnection(event, outgoing, owner);
          lanes.add(lane);
          return lane;
        },
        new RequestWriter(endpoint.authority(), "benchmark"),
        pipelining);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public Timer timer(long delayNanos, Runnable task) {
    return () -> {};
  }
}
