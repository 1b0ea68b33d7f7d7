package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.ExitStatus;
import dev.nextloop.emulator.internal.process.RuntimeFault;
import dev.nextloop.emulator.internal.process.RuntimeProcess;
import dev.nextloop.emulator.internal.runtimeapi.Answer;
import dev.nextloop.emulator.internal.runtimeapi.ContainerCredentials;
import dev.nextloop.emulator.internal.runtimeapi.Event;
import dev.nextloop.emulator.internal.runtimeapi.RuntimeApiServer;
import dev.nextloop.emulator.internal.runtimeapi.RuntimeTalk;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The life of one runtime process and of its Runtime API, from start to end. Used on one event
 * loop. It fails once: when the process ends, or when it posts an init error.
 */
final class Session implements RuntimeTalk.Listener {

  /** The runtime gave up its init, or what follows a restore, and said why. */
  static final class InitError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Answer answer;

    InitError(Answer answer) {
      super("The runtime posted " + answer.errorType(), null, false, false);
      this.answer = answer;
    }

    Answer answer() {
      return answer;
    }
  }

  private final Machine machine;
  private final Consumer<String> log;
  private final RuntimeTalk talk;
  private final RuntimeApiServer api;
  private final Promise<Void> ready = Promise.promise();
  private final Promise<Void> snapshot = Promise.promise();
  private final Promise<Void> exited = Promise.promise();
  private Future<RuntimeProcess> process = Future.failedFuture("not started");
  private Future<Void> ended;
  private Promise<Answer> running;
  private Answer answer;
  private int copies;

  /**
   * Not open yet.
   *
   * @param credentials for a runtime that is started from a snapshot; null for one on demand
   */
  Session(Machine machine, ContainerCredentials credentials, Consumer<String> log) {
    this.machine = machine;
    this.log = log;
    this.talk =
        new RuntimeTalk(this, credentials == null ? 0 : machine.options().snapStart().copies());
    this.api = new RuntimeApiServer(machine.vertx(), talk, credentials);
  }

  /**
   * Opens the Runtime API and starts the process.
   *
   * @param starter starts it, given the API's port
   */
  void open(IntFunction<Future<RuntimeProcess>> starter) {
    process = api.listen().compose(starter::apply);
    process.onComplete(
        started ->
            Future.fromCompletionStage(started.exit(), machine.context()).onSuccess(this::exited),
        this::fail);
  }

  private void exited(ExitStatus status) {
    exited.tryComplete();
    if (running != null && answer != null) {
      settle(); // the answer is in: it counts, whatever became of the process after it
    }
    fail(ended == null ? new RuntimeFault("Runtime.ExitError", status.text()) : closed());
  }

  private static RuntimeFault closed() {
    return new RuntimeFault("Sandbox.Failure", "The execution environment was closed");
  }

  /** Completes with the first poll; fails when init does. */
  Future<Void> initialised() {
    return ready.future();
  }

  /** Completes when the runtime waits for its snapshot, or polls without it; fails as init does. */
  Future<Void> snapshot() {
    return snapshot.future();
  }

  /** Has a runtime that waits for it go on as a copy of its snapshot. */
  void restore() {
    copies++;
    talk.restore();
  }

  /** Completes when the process has ended by itself or was killed. */
  Future<Void> exit() {
    return exited.future();
  }

  /** Hands an event over, at once or with the first poll; one at a time. */
  Future<Answer> invoke(Event event) {
    running = Promise.promise();
    Future<Answer> result = running.future();
    if (ready.future().failed()) {
      fail(ready.future().cause());
    } else if (exited.future().isComplete()) {
      fail(new RuntimeFault("Runtime.ExitError", new ExitStatus(0).text()));
    } else {
      talk.invoke(event);
    }
    return result;
  }

  /** Peak memory of the runtime so far, MB. */
  Future<Long> peakMemoryMb() {
    return process.succeeded()
        ? machine.vertx().executeBlocking(process.result()::peakMemoryMb, false)
        : Future.succeededFuture(0L);
  }

  /** Ends the process with all its descendants, and closes the port. */
  Future<Void> end() {
    if (ended == null) {
      ended =
          process
              .transform(
                  started ->
                      started.failed()
                          ? Future.<Void>succeededFuture()
                          : machine.blocking(started.result()::kill))
              .eventually(api::close)
              .onComplete(done -> fail(closed()));
    }
    return ended;
  }

  @Override
  public void snapshotReady() {
    if (!snapshot.tryComplete()) {
      restore();
      log.accept("Restored again from the same init, as copy " + copies);
    }
  }

  @Override
  public void restoreFailed(Answer given) {
    fail(new InitError(given));
  }

  @Override
  public void ready() {
    snapshot.tryComplete();
    ready.tryComplete();
    if (answer != null) {
      settle();
    }
  }

  private void settle() {
    Promise<Answer> done = running;
    Answer given = answer;
    running = null;
    answer = null;
    if (done != null) {
      done.complete(given);
    }
  }

  @Override
  public void answered(Answer given) {
    answer = given;
  }

  @Override
  public void initFailed(Answer given) {
    fail(new InitError(given));
  }

  @Override
  public void note(String line) {
    log.accept(line);
  }

  private void fail(Throwable cause) {
    snapshot.tryFail(cause);
    ready.tryFail(cause);
    if (running != null) {
      Promise<Answer> failed = running;
      running = null;
      failed.fail(cause);
    }
  }
}
