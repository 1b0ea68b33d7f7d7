package dev.nextloop.internal.snapshot;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Runs code of the function's that may block: each time on a new thread, which has the context
 * class loader of the init and is gone before the next step. The loop stays free to tell where the
 * code hangs, and to give it up.
 */
public final class BoundedStep {
  private static final int FRAMES = 24;

  private final Host host;
  private final LaneLoop loop;
  private final ClassLoader classes;

  /** Steps that this loop watches; made on the thread of the init. */
  public BoundedStep(Host host, LaneLoop loop) {
    this.host = host;
    this.loop = loop;
    this.classes = Thread.currentThread().getContextClassLoader();
  }

  /** What may block and throw. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  /** Completes, on any thread, when the work is done, has failed, or is given up. */
  Future<Void> run(Work work, Limit limit) {
    Step step = new Step(work, limit);
    loop.execute(step::watch);
    step.thread.start();
    return step.done.future();
  }

  private final class Step implements Runnable {
    private final Work work;
    private final Limit limit;
    private final Promise<Void> done = Promise.promise();
    private final Thread thread = new Thread(this, "nextloop-snapshot");
    private LaneLoop.Timer say;
    private LaneLoop.Timer end;

    Step(Work work, Limit limit) {
      this.work = work;
      this.limit = limit;
      thread.setContextClassLoader(classes);
    }

    @Override
    public void run() {
      try {
        work.run();
        done.tryComplete();
      } catch (Throwable e) { // NOPMD: whatever the function throws, the platform hears of it
        done.tryFail(e);
      }
    }

    void watch() {
      say = loop.timer(limit.sayAfterNanos(), () -> host.log("nextloop: " + where()));
      end = loop.timer(limit.endAfterNanos(), this::giveUp);
      done.future().onComplete(any -> loop.now(this::unwatch));
    }

    private void unwatch() {
      say.cancel();
      end.cancel();
    }

    private void giveUp() {
      String message = where();
      if (done.tryFail(new FunctionError(limit.errorType(), message))) {
        thread.interrupt();
      }
    }

    private String where() {
      StringBuilder line = new StringBuilder(512);
      line.append("the function's code ").append(limit.when()).append(" has not ended; it is");
      StackTraceElement[] stack = thread.getStackTrace();
      for (int i = 0; i < stack.length && i < FRAMES; i++) {
        line.append(i == 0 ? " at " : ", at ").append(stack[i]);
      }
      return line.toString();
    }
  }
}
