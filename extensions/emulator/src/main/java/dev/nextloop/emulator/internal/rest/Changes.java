package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.Store;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The one way to change the {@link Store}: each change is a task of its own on a worker thread, one
 * after the other, so what it reads is what it changes.
 */
public final class Changes {
  private final Context context;
  private final Store store;
  private final Consumer<String> log;

  /** Changes one store from one context. */
  public Changes(Context context, Store store, Consumer<String> log) {
    this.context = context;
    this.store = store;
    this.log = log;
  }

  /** A change; blocks. */
  @FunctionalInterface
  interface Change<T> {
    T apply(Store store) throws IOException;
  }

  /** Runs a change; a disk that refuses it is AWS's ServiceException, and nothing is lost. */
  <T> Future<T> run(Change<T> change) {
    return context.executeBlocking(
        () -> {
          try {
            return change.apply(store);
          } catch (IOException e) {
            log.accept("state directory: " + e);
            throw new AwsError(
                ErrorType.SERVICE,
                "The state directory refused the change, which was not made: " + e.getMessage());
          }
        },
        true);
  }

  /** Deletes zips that nothing refers to any more; a zip that stays for now does no harm. */
  void sweep() {
    run(kept -> {
          kept.sweep();
          return null;
        })
        .onFailure(failure -> log.accept("unused zips stay: " + failure.getMessage()));
  }

  /** Closes the store behind the last change. */
  public Future<Void> close() {
    return context.executeBlocking(
        () -> {
          store.close();
          return null;
        },
        true);
  }
}
