package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.RuntimeFault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Brings a runtime to its first poll outside of an invocation, within the time that it may take: by
 * its init alone, or by init, snapshot and restore. Used on one event loop.
 */
final class Opening {
  private static final String TIMED_OUT = "Sandbox.Timedout";

  private final Machine machine;
  private final FunctionSpec spec;
  private final EnvironmentLog log;

  Opening(Machine machine, FunctionSpec spec, EnvironmentLog log) {
    this.machine = machine;
    this.spec = spec;
    this.log = log;
  }

  /**
   * What a start cost.
   *
   * @param initNanos time of the init; negative when no invocation pays for it
   * @param restoreNanos time of the restore; negative without one
   */
  record Times(long initNanos, long restoreNanos) {
    static final Times NONE = new Times(-1, -1);
  }

  /**
   * Opens a session and waits for it; fails with the session's failure, with a {@link RuntimeFault}
   * when init takes too long, or with {@link FunctionRunner.RestoreFailed}.
   */
  Future<Times> of(Supplier<Session> open) {
    log.print(LogLines.start("INIT_START", spec, machine.options().region()));
    Session session = open.get();
    if (!spec.snapStart()) {
      return within(session.initialised(), machine.options().initLimit(), "Init timed out")
          .map(nanos -> new Times(nanos, -1));
    }
    Duration limit = machine.options().snapStart().initLimit();
    return within(
            session.snapshot(),
            limit.compareTo(spec.timeout()) > 0 ? limit : spec.timeout(),
            "Init and the hooks before the snapshot timed out")
        .onSuccess(nanos -> log.print(LogLines.phase("INIT_REPORT Init", nanos, null)))
        .compose(nanos -> restore(session));
  }

  private Future<Times> restore(Session session) {
    log.print(LogLines.start("RESTORE_START", spec, machine.options().region()));
    SnapStart rules = machine.options().snapStart();
    long begin = ticks();
    session.restore();
    return within(
            session.initialised(),
            rules.restoreLimit().multipliedBy(rules.copies()),
            "The hooks after the restore timed out")
        .onSuccess(nanos -> log.print(LogLines.phase("RESTORE_REPORT Restore", nanos, null)))
        .map(nanos -> new Times(-1, nanos))
        .recover(
            cause -> {
              boolean late = cause instanceof RuntimeFault fault && fault.type().equals(TIMED_OUT);
              String status = late ? "timeout" : "error";
              log.print(LogLines.phase("RESTORE_REPORT Restore", ticks() - begin, status));
              return Future.failedFuture(
                  new FunctionRunner.RestoreFailed(late, cause.getMessage()));
            });
  }

  /** The nanoseconds that something took. */
  private Future<Long> within(Future<Void> something, Duration limit, String late) {
    long begin = ticks();
    Promise<Long> inTime = Promise.promise();
    long timer =
        machine
            .vertx()
            .setTimer(limit.toMillis(), id -> inTime.tryFail(new RuntimeFault(TIMED_OUT, late)));
    something.onComplete(done -> inTime.tryComplete(ticks() - begin), inTime::tryFail);
    return inTime.future().onComplete(done -> machine.vertx().cancelTimer(timer));
  }

  private long ticks() {
    return machine.options().ticks().getAsLong();
  }
}
