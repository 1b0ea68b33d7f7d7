package dev.nextloop.internal.loop;

import dev.nextloop.Flush;
import dev.nextloop.Invocation;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent behind an answer, all at once and within a time. One that throws, fails or takes too
 * long is logged once, and its data is its own to keep or count.
 */
public final class Flushes {
  private final Host host;
  private final Flush[] flushes;
  private final boolean[] complained;

  Flushes(Host host, List<Flush> flushes) {
    this.host = host;
    this.flushes = flushes.toArray(new Flush[0]);
    this.complained = new boolean[this.flushes.length];
  }

  /** Whether somebody has something to send behind this answer. */
  boolean areDue(Invocation invocation) {
    boolean due = false;
    for (int i = 0; i < flushes.length; i++) {
      due |= isDue(i, invocation);
    }
    return due;
  }

  private boolean isDue(int i, Invocation invocation) {
    try {
      return flushes[i].isDue(invocation);
    } catch (Throwable e) { // NOPMD: whatever a flush throws, the lane goes on
      complain(i, "throws", e);
      return false;
    }
  }

  /**
   * Begins all that are due; on the loop.
   *
   * @param invocation null for the last flush, which asks nobody
   * @return completes on the loop, always well
   */
  Future<Void> begin(LaneLoop loop, Invocation invocation, long budgetNanos) {
    Promise<Void> done = Promise.promise();
    List<Future<Void>> begun = new ArrayList<>();
    for (int i = 0; i < flushes.length; i++) {
      if (invocation == null || isDue(i, invocation)) {
        begun.add(begin(i, invocation));
      }
    }
    LaneLoop.Timer timer = loop.timer(budgetNanos, () -> late(begun, done));
    Future.join(begun)
        .onComplete(
            all ->
                loop.now(
                    () -> {
                      timer.cancel();
                      done.tryComplete();
                    }));
    return done.future();
  }

  private Future<Void> begin(int i, Invocation invocation) {
    Future<Void> begun;
    try {
      begun = flushes[i].flush(invocation);
    } catch (Throwable e) { // NOPMD: as above
      begun = Future.failedFuture(e);
    }
    Future<Void> flush = begun != null ? begun : Future.failedFuture("it returned null");
    return flush.onFailure(e -> complain(i, "fails", e));
  }

  private void late(List<Future<Void>> begun, Promise<Void> done) {
    if (!done.future().isComplete()) {
      long missing = begun.stream().filter(flush -> !flush.isComplete()).count();
      host.log(
          "nextloop: "
              + missing
              + " of "
              + begun.size()
              + " flushes took longer than their time; going on without them");
      done.complete();
    }
  }

  private void complain(int i, String what, Throwable why) {
    if (!complained[i]) {
      complained[i] = true;
      host.log(
          "nextloop: flush "
              + flushes[i].getClass().getName()
              + " "
              + what
              + ", said once: "
              + why);
    }
  }
}
