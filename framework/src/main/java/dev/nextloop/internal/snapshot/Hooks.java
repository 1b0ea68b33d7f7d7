package dev.nextloop.internal.snapshot;

import dev.nextloop.spi.SnapshotAware;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;

/**
 * All who are told of a snapshot: services first, then who was given to the client. One that fails
 * keeps no other from being told; the first failure carries the others as suppressed ones.
 */
public final class Hooks {
  private final List<SnapshotAware> inOrder = new ArrayList<>();

  /**
   * Finds the services.
   *
   * @param given in the order of their registration
   */
  public Hooks(List<SnapshotAware> given) {
    ServiceLoader.load(SnapshotAware.class, Hooks.class.getClassLoader()).forEach(inOrder::add);
    inOrder.addAll(given);
  }

  private interface Hook {
    Future<Void> of(SnapshotAware aware);
  }

  /** Tells all in reverse order; blocks until they have done what they must. */
  void beforeCheckpoint() throws Exception {
    List<SnapshotAware> reversed = new ArrayList<>(inOrder);
    java.util.Collections.reverse(reversed);
    tell(reversed, SnapshotAware::beforeCheckpoint);
  }

  /** Tells all in order; blocks as above. */
  void afterRestore() throws Exception {
    tell(inOrder, SnapshotAware::afterRestore);
  }

  private static void tell(List<SnapshotAware> all, Hook hook) throws Exception {
    Throwable first = null;
    for (SnapshotAware next : all) {
      Throwable failure = failureOf(next, hook);
      if (first == null) {
        first = failure;
      } else if (failure != null && failure != first) {
        first.addSuppressed(failure);
      }
    }
    if (first instanceof Exception exception) {
      throw exception;
    } else if (first != null) {
      throw (Error) first;
    }
  }

  private static Throwable failureOf(SnapshotAware next, Hook hook) throws InterruptedException {
    Future<Void> told;
    try {
      told = hook.of(next);
    } catch (Throwable e) { // NOPMD: an Error of a hook ends the init like anything else
      return e;
    }
    if (told == null) {
      return new NullPointerException("a snapshot hook of " + next + " returned null");
    }
    CountDownLatch done = new CountDownLatch(1);
    told.onComplete(any -> done.countDown());
    done.await();
    return told.cause();
  }
}
