package dev.nextloop.shell.internal;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands events to a shell function, one after the other. A thread of its own waits for the shell,
 * so that the lane's loop does not.
 */
public final class ShellHandler implements EventHandler<Body, Reply> {
  // A thread for each pipe: events, responses, log.
  private static final int PIPES = 3;

  private final ExecutorService owner;
  private final ExecutorService threads;
  private final ShellWork work;
  private volatile boolean closing;

  private ShellHandler(ShellFunction function, ShellSettings settings, Host host) {
    owner = Executors.newSingleThreadExecutor(daemons("nextloop-shell"));
    threads = Executors.newFixedThreadPool(PIPES, daemons("nextloop-shell-pipe"));
    work = new ShellWork(function, settings, threads, host::log);
  }

  /**
   * Starts the shell and has it read the script.
   *
   * @return fails with a {@link dev.nextloop.FunctionError} that is an init error
   */
  public static Future<ShellHandler> start(
      ShellFunction function, ShellSettings settings, Host host) {
    ShellHandler handler = new ShellHandler(function, settings, host);
    Promise<ShellHandler> started = Promise.promise();
    handler.owner.execute(
        () -> {
          try {
            handler.work.ready(new CompletableFuture<>());
            started.complete(handler);
          } catch (RuntimeException refused) {
            handler.close().onComplete(closed -> started.fail(refused));
          }
        });
    return started.future();
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public Future<Reply> handle(Body event, Invocation invocation) {
    Call call = Call.of(((Body.Whole) event).bytes(), invocation);
    invocation.cancelled().onComplete(any -> call.over().complete(new Ending.Cancelled()));
    try {
      owner.execute(() -> work.serve(call));
    } catch (RejectedExecutionException closed) {
      return Future.failedFuture(Failures.stopped());
    }
    return call.result().future();
  }

  /** Ends the shell, all that it started, and the threads; a running invocation fails. */
  @Override
  public synchronized Future<Void> close() {
    if (closing) {
      return Future.succeededFuture();
    }
    closing = true;
    CompletableFuture<Void> closed = new CompletableFuture<>();
    work.stop();
    owner.execute(
        () -> {
          try {
            work.end();
            closed.complete(null);
          } catch (RuntimeException failed) {
            closed.completeExceptionally(failed);
          } finally {
            threads.shutdown();
          }
        });
    owner.shutdown();
    return Future.fromCompletionStage(closed);
  }
}
