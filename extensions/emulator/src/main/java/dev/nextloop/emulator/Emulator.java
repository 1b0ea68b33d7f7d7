package dev.nextloop.emulator;

import dev.nextloop.emulator.internal.invoke.Execution;
import dev.nextloop.emulator.internal.rest.RestServer;
import dev.nextloop.emulator.internal.run.ProcessLauncher;
import dev.nextloop.emulator.internal.run.RunOptions;
import dev.nextloop.emulator.internal.run.SnapStart;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.BindException;
import java.util.concurrent.TimeUnit;

/**
 * A running local Lambda: AWS's REST interface on a loopback port, for unmodified SDKs. Signatures
 * are not checked; any credentials do. As many as one likes run in one JVM. Its methods may be
 * called on any thread.
 */
public final class Emulator {
  private final Vertx vertx;
  private final boolean ownsVertx;
  private final RestServer server;

  private Emulator(Vertx vertx, boolean ownsVertx, RestServer server) {
    this.vertx = vertx;
    this.ownsVertx = ownsVertx;
    this.server = server;
  }

  /**
   * Starts an emulator.
   *
   * @return completes when it answers; fails with {@link EmulatorStartException} when the port or
   *     the state directory can't be used
   */
  public static Future<Emulator> start(EmulatorOptions options) {
    EmulatorOptions copy = new EmulatorOptions(options);
    return start(
        copy,
        (vertx, scratch) -> {
          ProcessLauncher launcher =
              new ProcessLauncher(
                  vertx,
                  new RunOptions(
                      scratch,
                      copy.region(),
                      copy.clock(),
                      copy.ticks(),
                      copy.log(),
                      copy.languageHome(),
                      copy.managedJava(),
                      SnapStart.USUAL.copies(copy.snapshotCopies())));
          return new Execution(launcher, launcher::close);
        });
  }

  static Future<Emulator> start(EmulatorOptions options, Execution.Factory execution) {
    EmulatorOptions copy = new EmulatorOptions(options);
    boolean ownsVertx = copy.vertx() == null;
    Vertx vertx = ownsVertx ? smallVertx() : copy.vertx();
    Emulator emulator = new Emulator(vertx, ownsVertx, new RestServer(copy, execution));
    Promise<Emulator> started = Promise.promise();
    vertx
        .deployVerticle(emulator.server)
        .onSuccess(deployed -> started.complete(emulator))
        .onFailure(
            failure ->
                emulator.closeVertx().onComplete(closed -> started.fail(explained(failure, copy))));
    return started.future();
  }

  private static Vertx smallVertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(4)
            .setInternalBlockingPoolSize(4)
            .setBlockedThreadCheckInterval(1)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MINUTES)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false)));
  }

  private static EmulatorStartException explained(Throwable failure, EmulatorOptions options) {
    if (failure instanceof BindException) {
      return new EmulatorStartException(
          "port %d on %s is in use (%s); give another port, or 0 to let the system choose one"
              .formatted(options.port(), options.host(), failure.getMessage()),
          failure);
    }
    return new EmulatorStartException(failure.getMessage(), failure);
  }

  /** The address for SDKs, without a slash at its end: {@code http://127.0.0.1:port}. */
  public String endpoint() {
    return server.endpoint();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Ends all execution environments, whose running invocations finish first; the next invocations
   * start anew, with the local function's files as they are then.
   */
  public Future<Void> recycle() {
    return server.recycle();
  }

  /**
   * Ends all processes, stops listening and frees the state directory. Running invocations are
   * answered with an error.
   */
  public Future<Void> stop() {
    // Not a chain: its last step would wait for the event loop that the step before it ended.
    Promise<Void> stopped = Promise.promise();
    vertx
        .undeploy(server.deploymentID())
        .onComplete(undeployed -> closeVertx().onComplete(stopped));
    return stopped.future();
  }

  private Future<Void> closeVertx() {
    return ownsVertx ? vertx.close() : Future.succeededFuture();
  }
}
