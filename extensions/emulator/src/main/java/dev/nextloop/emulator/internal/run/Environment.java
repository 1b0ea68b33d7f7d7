package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.runtimeapi.Answer;
import dev.nextloop.emulator.internal.runtimeapi.Event;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * One execution environment: runs invocations one after the other, each to its REPORT line. The
 * first one is preceded by an init phase with a limit of its own. When that phase fails, and after
 * every reset, init runs inside the invocation and on its time; an environment that is started from
 * a snapshot is restored instead, before the invocation. Used on one event loop.
 */
final class Environment {
  private static final long SAMPLE_NANOS = 500_000_000;

  private final Machine machine;
  private final FunctionSpec spec;
  private final EnvironmentLog log;
  private final RuntimeStarter starter;
  private final Opening opening;
  private Future<EnvironmentFiles> files;
  private Session session;
  private Future<Void> resetting = Future.succeededFuture();
  private boolean cold = true;
  private boolean closed;
  private long peakMb;
  private long sampledAt;

  Environment(Machine machine, FunctionSpec spec) {
    this.machine = machine;
    this.spec = spec;
    this.log = new EnvironmentLog(machine);
    this.starter = new RuntimeStarter(machine, spec);
    this.opening = new Opening(machine, spec, log);
  }

  /** Runs one invocation; the future fails with {@link FunctionRunner.RestoreFailed} alone. */
  Future<InvokeResult> run(InvokeRequest request) {
    Run run = new Run(request);
    log.begin();
    if (session != null) {
      return invoke(run);
    }
    return resetting
        .compose(done -> files())
        .compose(prepared -> cold ? initPhase(run) : Future.succeededFuture())
        .transform(
            prepared -> {
              if (prepared.failed()) {
                run.initFailure = prepared.cause();
              }
              if (run.initFailure instanceof FunctionRunner.RestoreFailed failed) {
                log.end();
                return Future.failedFuture(failed);
              }
              return invoke(run);
            });
  }

  /** One invocation under way. */
  private static final class Run {
    final InvokeRequest request;
    long begin;
    Opening.Times before = Opening.Times.NONE;
    Throwable initFailure;

    Run(InvokeRequest request) {
      this.request = request;
    }

    String id() {
      return request.requestId();
    }
  }

  private Future<EnvironmentFiles> files() {
    if (files == null || files.failed()) {
      files =
          machine
              .ground()
              .compose(
                  ground ->
                      machine
                          .vertx()
                          .executeBlocking(
                              () ->
                                  EnvironmentFiles.prepare(
                                      machine.options(),
                                      machine.gate(),
                                      ground.ownUsers(),
                                      spec,
                                      log::print),
                              false));
    }
    return files;
  }

  private Future<Void> initPhase(Run run) {
    cold = spec.snapStart(); // its environments are restored, and never init inside an invocation
    return opening
        .of(this::open)
        .transform(
            done -> {
              if (done.succeeded()) {
                run.before = done.result();
                return Future.succeededFuture();
              }
              run.initFailure = done.cause();
              log.print(
                  (spec.snapStart() ? "" : "Init failed and starts again inside the invocation: ")
                      + done.cause().getMessage());
              return reset();
            });
  }

  private Session open() {
    EnvironmentFiles prepared = files.result();
    Session opened = new Session(machine, starter.credentials(), log::print);
    session = opened;
    log.follow(prepared.pipe());
    opened.open(port -> starter.start(prepared, port));
    opened
        .exit()
        .onSuccess(
            gone -> {
              if (session == opened && !log.invocationRuns()) {
                log.print("The runtime ended between invocations; the next one starts it again");
                reset();
              }
            });
    return opened;
  }

  private Future<InvokeResult> invoke(Run run) {
    log.print(LogLines.start(run.id(), spec.version()));
    run.begin = ticks();
    if (files.failed()) {
      return finish(run, Faults.answer(run.id(), files.cause()));
    }
    if (spec.snapStart() && run.initFailure != null) {
      return finish(run, Faults.answer(run.id(), run.initFailure));
    }
    long timeoutMs = spec.timeout().toMillis();
    Event event =
        new Event(
            run.id(),
            run.request.payload(),
            run.request.contentType(),
            machine.options().clock().millis() + timeoutMs,
            spec.arn(),
            run.request.traceId(),
            run.request.clientContext());
    Session current = session == null ? open() : session;
    Promise<Answer> outcome = Promise.promise();
    long timer =
        machine
            .vertx()
            .setTimer(timeoutMs, id -> outcome.tryComplete(Faults.timeout(run.id(), spec)));
    current
        .invoke(event)
        .onComplete(
            outcome::tryComplete,
            cause -> outcome.tryComplete(Faults.answer(run.id(), cause, current, run.initFailure)));
    return outcome
        .future()
        .compose(
            answer -> {
              machine.vertx().cancelTimer(timer);
              return finish(run, answer);
            });
  }

  private Future<InvokeResult> finish(Run run, Answer answer) {
    long nanos = Math.min(ticks() - run.begin, spec.timeout().toNanos());
    boolean failed = answer.kind() == Answer.Kind.FAULT || answer.kind() == Answer.Kind.TIMEOUT;
    boolean endedAfterwards = !failed && session.exit().isComplete();
    boolean broken = failed || endedAfterwards;
    if (!broken && sampledAt != 0 && ticks() - sampledAt < SAMPLE_NANOS) {
      return Future.succeededFuture(report(run, answer, nanos));
    }
    if (endedAfterwards) {
      log.print("The runtime ended after its answer; the next invocation starts it again");
    }
    return sampleMemory()
        .compose(sampled -> broken ? reset() : Future.succeededFuture())
        .map(done -> report(run, answer, nanos));
  }

  private Future<Void> sampleMemory() {
    Future<Long> sample = session == null ? Future.succeededFuture(0L) : session.peakMemoryMb();
    return sample
        .otherwise(0L)
        .map(
            megabytes -> {
              sampledAt = ticks();
              peakMb = Math.max(peakMb, megabytes);
              return null;
            });
  }

  private InvokeResult report(Run run, Answer answer, long nanos) {
    log.catchUp();
    if (answer.kind() == Answer.Kind.TIMEOUT) {
      log.print(LogLines.timedOut(machine.options().clock().instant(), run.id(), spec.timeout()));
    }
    log.print(LogLines.end(run.id()));
    log.print(LogLines.report(run.id(), spec, nanos, run.before, peakMb, answer));
    return new InvokeResult(
        answer.payload(), answer.contentType(), answer.kind() != Answer.Kind.RESPONSE, log.end());
  }

  /** Ends the runtime, so that the next invocation starts a new one. */
  private Future<Void> reset() {
    Session old = session;
    if (old != null) {
      session = null;
      sampledAt = 0;
      resetting =
          old.end()
              .onFailure(failure -> log.print("Reset failed: " + failure.getMessage()))
              .otherwiseEmpty()
              .onSuccess(done -> log.unfollow());
    }
    return resetting;
  }

  /** Ends the runtime and removes the files. */
  Future<Void> close() {
    if (closed) {
      return resetting;
    }
    closed = true;
    Future<EnvironmentFiles> prepared = files;
    resetting =
        reset().compose(done -> prepared == null ? Future.succeededFuture() : delete(prepared));
    return resetting;
  }

  private Future<Void> delete(Future<EnvironmentFiles> prepared) {
    return prepared.transform(
        result ->
            result.failed() ? Future.succeededFuture() : machine.blocking(result.result()::delete));
  }

  private long ticks() {
    return machine.options().ticks().getAsLong();
  }
}
