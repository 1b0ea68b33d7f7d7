package dev.nextloop.internal.snapshot;

import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.internal.loop.InitCalls;
import dev.nextloop.internal.wire.ErrorEncoder;
import dev.nextloop.spi.Outcome;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * The order of a SnapStart init: sample events, hooks in reverse, {@code restore/next}, hooks in
 * order. What fails before the restore is an init error, what fails after it a restore error.
 */
public final class Snapshot {
  private static final int BEFORE_CODE = 64;

  private final InitCalls calls;
  private final ErrorEncoder errors;
  private final BoundedStep steps;
  private final SnapshotPlan plan;

  /** A snapshot that makes its calls there, and its steps that way. */
  public Snapshot(InitCalls calls, ErrorEncoder errors, BoundedStep steps, SnapshotPlan plan) {
    this.calls = calls;
    this.errors = errors;
    this.steps = steps;
    this.plan = plan;
  }

  /**
   * Takes it.
   *
   * @param prime runs sample events
   * @param hooks are told
   * @return completes when the restored process may poll; fails with a {@link ClientFailure}
   */
  public Future<Void> take(BoundedStep.Work prime, Hooks hooks) {
    BoundedStep.Work ready =
        () -> {
          prime.run();
          hooks.beforeCheckpoint();
          DnsCache.clear();
          // What init left over need not be read back by every copy.
          System.gc();
        };
    return steps
        .run(ready, Limit.BEFORE)
        .recover(this::beforeFailed)
        .compose(done -> copy(hooks, plan.cycles()));
  }

  /** One copy of the snapshot; the emulator, which can make no copies, asks for several. */
  private Future<Void> copy(Hooks hooks, int left) {
    return calls
        .restoreNext()
        .<Void>mapEmpty()
        .recover(this::beforeFailed)
        .compose(restored -> steps.run(hooks::afterRestore, Limit.AFTER).recover(this::afterFailed))
        .compose(done -> left > 1 ? copy(hooks, left - 1) : Future.succeededFuture());
  }

  private Future<Void> beforeFailed(Throwable cause) {
    return ended(calls::initError, BEFORE_CODE, Limit.BEFORE.errorType(), cause);
  }

  private Future<Void> afterFailed(Throwable cause) {
    return ended(calls::restoreError, plan.afterRestoreCode(), Limit.AFTER.errorType(), cause);
  }

  private Future<Void> ended(
      Function<Outcome.Failure, Future<Integer>> post, int code, String type, Throwable cause) {
    Future<Void> end = Future.failedFuture(new ClientFailure(code, type, String.valueOf(cause)));
    return post.apply(errors.encode(cause, type)).transform(any -> end);
  }
}
