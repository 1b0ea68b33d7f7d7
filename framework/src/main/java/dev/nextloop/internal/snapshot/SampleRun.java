package dev.nextloop.internal.snapshot;

import dev.nextloop.EventHandler;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.internal.loop.Loops;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Runs sample events through the whole client, one after the other: lane, middleware, codecs,
 * handler, workers. Only the Runtime API is another one, which hands out files and drops answers;
 * and observers are told nothing, because they count customers.
 */
public final class SampleRun {
  private final Host host;
  private final NextloopOptions options;
  private final Engine engine;
  private final Endpoint endpoint;
  private final EventHandler<Body, Reply> handler;

  /** Runs on that engine's loop. */
  public SampleRun(
      Host host,
      NextloopOptions options,
      Engine engine,
      Endpoint endpoint,
      EventHandler<Body, Reply> handler) {
    this.host = host;
    this.options = options.withLanes(1).withLoops(1);
    this.engine = engine;
    this.endpoint = endpoint;
    this.handler = handler;
  }

  /**
   * Runs them and blocks until the last is answered. What fails is logged.
   *
   * @param path from the task root, file or folder; null for none
   * @param strict whether what fails ends the run
   * @throws IOException when it is strict and there are no such files
   * @throws IllegalStateException when it is strict and an event failed
   */
  public void run(String path, boolean strict) throws Exception {
    if (path == null) {
      return;
    }
    try {
      int failed = runAll(SampleEvents.in(root().resolve(path)));
      if (failed > 0) {
        throw new IllegalStateException("NEXTLOOP_PRIME: sample events that failed: " + failed);
      }
    } catch (IOException | IllegalStateException | ExecutionException e) {
      if (strict) {
        throw e;
      }
      host.log("nextloop: the function is not primed as asked: " + e.getMessage());
    }
  }

  private Path root() {
    String root = host.variable("LAMBDA_TASK_ROOT");
    return Path.of(root == null ? "" : root);
  }

  private int runAll(List<Path> events) throws InterruptedException, ExecutionException {
    SampleApi api = new SampleApi(host, engine.loop(), events, options.defaultTimeout());
    Loops loops =
        new Loops(
            host,
            options,
            List.of(new SampleEngine(engine.loop(), api)),
            endpoint,
            handler,
            false,
            List.of(),
            List.of());
    loops.stopped().onComplete(any -> api.end());
    loops.start(Stage.STARTED).onFailure(e -> api.end());
    try {
      return api.done().toCompletionStage().toCompletableFuture().get();
    } finally {
      loops.stop(Duration.ZERO);
      loops.stopped().toCompletionStage().toCompletableFuture().get();
    }
  }
}
