package dev.nextloop.internal.loop;

import dev.nextloop.internal.wire.ErrorEncoder;
import dev.nextloop.spi.SnapshotAware;
import io.vertx.core.Future;
import java.util.List;

/**
 * The order of a SnapStart init: hooks in reverse, {@code restore/next}, hooks in order. What fails
 * before the restore is an init error, what fails after it a restore error.
 */
public final class Snapshot {
  private final InitCalls calls;
  private final ErrorEncoder errors;
  private final List<SnapshotAware> aware;

  /** A snapshot that tells these, in the order of their registration. */
  public Snapshot(InitCalls calls, ErrorEncoder errors, List<SnapshotAware> aware) {
    this.calls = calls;
    this.errors = errors;
    this.aware = List.copyOf(aware);
  }

  /** Completes when the restored process may poll; fails with a {@link ClientFailure}. */
  public Future<Void> take() {
    Future<Void> before = Future.succeededFuture();
    for (int i = aware.size() - 1; i >= 0; i--) {
      SnapshotAware next = aware.get(i);
      before = before.compose(done -> guarded(next::beforeCheckpoint));
    }
    return before
        .compose(done -> calls.restoreNext())
        .recover(
            e -> {
              String type = "Runtime.BeforeCheckpointError";
              return ended(calls.initError(errors.encode(e, type)), 64, type, e);
            })
        .compose(status -> after());
  }

  private Future<Void> after() {
    Future<Void> after = Future.succeededFuture();
    for (SnapshotAware next : aware) {
      after = after.compose(done -> guarded(next::afterRestore));
    }
    return after.recover(
        e -> {
          String type = "Runtime.AfterRestoreError";
          return ended(calls.restoreError(errors.encode(e, type)), 65, type, e);
        });
  }

  private interface Hook {
    Future<Void> run();
  }

  private static Future<Void> guarded(Hook hook) {
    try {
      Future<Void> done = hook.run();
      return done != null ? done : Future.failedFuture("a snapshot hook returned null");
    } catch (Throwable e) { // NOPMD: whatever a hook throws, the platform hears of it
      return Future.failedFuture(e);
    }
  }

  private static <T> Future<T> ended(
      Future<Integer> posted, int code, String type, Throwable cause) {
    Future<T> end = Future.failedFuture(new ClientFailure(code, type, String.valueOf(cause)));
    return posted.transform(any -> end);
  }
}
