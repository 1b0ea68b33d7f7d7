package dev.nextloop.middleware;

import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.middleware.internal.Check;
import dev.nextloop.middleware.internal.Tally;
import dev.nextloop.middleware.internal.Waits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats a call that a handler makes, never a whole invocation: exponential backoff with jitter,
 * and only while the invocation has time for the wait and a margin behind it. No thread waits
 * meanwhile. Immutable, made once and used by all invocations; safe for any thread.
 *
 * <pre>{@code
 * private final Retry retry = Retry.upTo(4);
 * ...
 * return retry.call(invocation, () -> stock.find(article));
 * }</pre>
 */
public final class Retry {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final int attempts;
  private final Waits waits;
  private final Duration margin;
  private final Predicate<Throwable> failures;
  private final Tally tally;

  private Retry(
      int attempts, Waits waits, Duration margin, Predicate<Throwable> failures, Tally tally) {
    this.attempts = attempts;
    this.waits = waits;
    this.margin = margin;
    this.failures = failures;
    this.tally = tally;
  }

  /**
   * Tries so often at most, the first time included. Waits are up to 50 ms at first, then up to the
   * double each time, 2 s at most; an attempt begins with more than 100 ms left; every exception is
   * worth another attempt but {@code Runtime.HandlerTimeout}.
   *
   * @param attempts 1 to 100
   * @throws IllegalArgumentException when it is out of range
   */
  public static Retry upTo(int attempts) {
    Check.range("attempts", attempts, 1, 100);
    Waits waits = new Waits(Duration.ofMillis(50), Duration.ofSeconds(2), null);
    return new Retry(attempts, waits, Duration.ofMillis(100), Retry::isWorthIt, new Tally());
  }

  private static boolean isWorthIt(Throwable failure) {
    boolean over = failure instanceof FunctionError e && e.type().equals("Runtime.HandlerTimeout");
    return failure instanceof Exception && !over;
  }

  /**
   * The longest wait before the second attempt, which doubles with each further one.
   *
   * @param begin 1 ms to 15 min
   * @param most no wait is longer; {@code begin} to 15 min
   * @throws IllegalArgumentException when one is out of range
   */
  public Retry backoff(Duration begin, Duration most) {
    Check.range("begin", begin, Duration.ofMillis(1), LONGEST);
    Check.range("most", most, begin, LONGEST);
    return new Retry(attempts, new Waits(begin, most, waits.jitter()), margin, failures, tally);
  }

  /**
   * What must be left of the invocation when an attempt begins: what it takes at least.
   *
   * @param left 0 to 15 min
   * @throws IllegalArgumentException when it is out of range
   */
  public Retry margin(Duration left) {
    Check.range("left", left, Duration.ZERO, LONGEST);
    return new Retry(attempts, waits, left, failures, tally);
  }

  /** Which failures are worth another attempt; what the predicate throws ends the call. */
  public Retry on(Predicate<Throwable> worthIt) {
    Objects.requireNonNull(worthIt, "worthIt");
    return new Retry(attempts, waits, margin, worthIt, tally);
  }

  /**
   * Which part of the longest wait is waited. Without this call it is made of request id and
   * attempt, so that neither invocations nor the copies of a snapshot wait in step.
   *
   * @param part gives 0 to 1; what is beyond counts as the nearer of both. Any thread
   */
  public Retry jitter(DoubleSupplier part) {
    Objects.requireNonNull(part, "part");
    return new Retry(
        attempts, new Waits(waits.first(), waits.longest(), part), margin, failures, tally);
  }

  /**
   * Makes a call, and makes it again when it fails. May be called on any thread.
   *
   * @param attempt begins one attempt; called on this thread first, then on the lane's loop
   * @return the first success, else the last failure as it is; when the invocation is given up
   *     between two attempts, the last failure as well
   */
  public <T> Future<T> call(Invocation invocation, Supplier<Future<T>> attempt) {
    tally.calls().increment();
    return attempt(invocation, attempt, 1);
  }

  private <T> Future<T> attempt(Invocation invocation, Supplier<Future<T>> attempt, int number) {
    return begun(attempt).recover(failure -> behind(failure, invocation, attempt, number));
  }

  private static <T> Future<T> begun(Supplier<Future<T>> attempt) {
    try {
      return Objects.requireNonNull(attempt.get(), "the attempt gave no future");
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private <T> Future<T> behind(
      Throwable failure, Invocation invocation, Supplier<Future<T>> attempt, int made) {
    Future<T> failed = Future.failedFuture(failure);
    if (!failures.test(failure)) {
      return failed;
    }
    Duration wait = waits.behind(made, invocation);
    if (made >= attempts || invocation.remaining().minus(wait).compareTo(margin) <= 0) {
      tally.exhausted().increment();
      return failed;
    }
    AtomicBoolean again = new AtomicBoolean();
    return invocation
        .after(
            wait,
            () -> {
              again.set(true);
              tally.retries().increment();
              return attempt(invocation, attempt, made + 1);
            })
        .recover(e -> again.get() ? Future.failedFuture(e) : failed);
  }

  /** What has become of the calls so far; shared by all that were made of one {@link #upTo}. */
  public Counts counts() {
    return new Counts(tally.calls().sum(), tally.retries().sum(), tally.exhausted().sum());
  }

  /**
   * Sums since the start.
   *
   * @param calls of {@link Retry#call}
   * @param retries attempts behind the first ones
   * @param exhausted calls that failed for want of further attempts, or of time
   */
  public record Counts(long calls, long retries, long exhausted) {}
}
