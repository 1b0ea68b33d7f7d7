package dev.nextloop.internal.pipeline;

import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import java.util.ArrayList;
import java.util.List;

/** A loop that a test turns by hand; its time is the host's. */
final class ManualLoop implements LaneLoop {
  private record Waiting(long due, Runnable task) {}

  private final Host host;
  private final List<Waiting> timers = new ArrayList<>();

  ManualLoop(Host host) {
    this.host = host;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public Timer timer(long delayNanos, Runnable task) {
    Waiting waiting = new Waiting(host.ticks() + delayNanos, task);
    timers.add(waiting);
    return () -> timers.remove(waiting);
  }

  void runTimers() {
    for (Waiting waiting : List.copyOf(timers)) {
      if (waiting.due() - host.ticks() <= 0) {
        timers.remove(waiting);
        waiting.task().run();
      }
    }
  }
}
