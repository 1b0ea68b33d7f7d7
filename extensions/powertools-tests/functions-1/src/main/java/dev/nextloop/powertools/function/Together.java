package dev.nextloop.powertools.function;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets no invocation go on before as many are in hand as the environment takes at once. */
final class Together {
  private static final long LIMIT_SECONDS = 30;

  private final CyclicBarrier all;

  /**
   * @param concurrency what {@code AWS_LAMBDA_MAX_CONCURRENCY} says, or null for one at a time
   */
  Together(String concurrency) {
    all = new CyclicBarrier(concurrency == null ? 1 : Integer.parseInt(concurrency));
  }

  void await() {
    try {
      all.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("the other invocations have not come", e);
    }
  }
}
