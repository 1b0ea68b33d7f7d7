package dev.nextloop;

import dev.nextloop.spi.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Facts about one invocation, decoded from the response headers of {@code GET
 * /runtime/invocation/next} when they are read. Confined to the lane's loop except where a method
 * says otherwise; plain facts may be read on any thread.
 *
 * <p>Ids and attributes stay readable for good. The other facts do where the handler answers later,
 * by a future that is not complete when it returns. Where it answers at once, they end with the
 * answer, unless {@link #keep} was called: reading one then is an {@link IllegalStateException}.
 */
public interface Invocation {

  /** {@code Lambda-Runtime-Aws-Request-Id}; a retried asynchronous event keeps its id. */
  String requestId();

  /** {@code Lambda-Runtime-Invocation-Id}: unique to this delivery, where the platform sends it. */
  Optional<String> invocationId();

  /** {@code Lambda-Runtime-Invoked-Function-Arn}, with the alias or version that was invoked. */
  Optional<String> functionArn();

  /**
   * When the platform gives up, by the wall clock. A header that is missing or makes no sense
   * counts as "now plus the default time-out".
   */
  Instant deadline();

  /**
   * Time left, from 0 to 24 hours; counted down by the monotonic clock from the moment the event
   * came, so a jump of the wall clock does not change it.
   */
  Duration remaining();

  /** Whether {@link #remaining()} is zero. */
  default boolean expired() {
    return remaining().isZero();
  }

  /** {@code Lambda-Runtime-Trace-Id}; empty when absent or malformed. */
  Optional<TraceHeader> trace();

  /**
   * {@code Lambda-Runtime-Client-Context}.
   *
   * @throws FunctionError of type {@code Runtime.LambdaContextUnmarshalError} when it is not JSON
   */
  Optional<ClientContext> clientContext();

  /**
   * {@code Lambda-Runtime-Cognito-Identity}.
   *
   * @throws FunctionError of type {@code Runtime.LambdaContextUnmarshalError} when it is not JSON
   */
  Optional<CognitoIdentity> cognitoIdentity();

  /** {@code Lambda-Runtime-Aws-Tenant-Id}, for functions with tenant isolation. */
  Optional<String> tenantId();

  /**
   * One header.
   *
   * @param name compared without regard to case
   * @return the first value; empty when absent or empty
   */
  Optional<String> header(String name);

  /** Every header as it came, in order, doubles included. */
  List<Map.Entry<String, String>> headers();

  /**
   * Makes every fact readable for good: for whoever answers at once and goes on with the invocation
   * behind the answer, on another thread for instance. Call before the handler returns.
   */
  default void keep() {}

  /** Bytes of the event; -1 where they are not known. Before {@link Stage#ANSWERED} only. */
  default long eventBytes() {
    return -1;
  }

  /**
   * Ticks of the {@link Stage#POLL} that brought this event, which has no invocation yet; 0 where
   * there are no observers. For observers of several lanes.
   */
  default long pollTicks() {
    return 0;
  }

  /** What is answered; null before {@link Stage#ANSWERED}. For observers. */
  default Answered answered() {
    return null;
  }

  /**
   * Tells the observers of a stage that only this call's caller knows of: {@link Stage#DECODED},
   * {@link Stage#HANDLED} or {@link Stage#ENCODED}, for those who put a handler between codecs of
   * their own. On another thread than the loop's the time is noted, and told with the answer.
   */
  default void reached(Stage stage) {}

  /**
   * An attribute that somebody left here. May be called on any thread.
   *
   * @return null when there is none
   */
  <T> T attribute(Key<T> key);

  /**
   * Leaves an attribute for whoever comes later in this invocation, wherever that is. May be called
   * on any thread.
   *
   * @param value null removes it
   */
  <T> void attribute(Key<T> key, T value);

  /**
   * Completes, on the lane's loop, when the invocation is given up:
   *
   * <ul>
   *   <li>at the deadline, less the longest of {@link NextloopOptions#deadlineMargin()} and what
   *       was asked for by {@link #cancelBefore}; a result may still be given until the deadline
   *       less the former
   *   <li>when the client stops: not when the stop begins, since a running invocation may go on for
   *       {@link NextloopOptions#drain()}, but when that time is over; a result is then dropped
   * </ul>
   *
   * <p>No invocation runs while a snapshot is taken or restored. May be called on any thread.
   */
  Future<Void> cancelled();

  /**
   * Asks that {@link #cancelled()} completes while there is still some time. Of several margins the
   * longest counts; one that is longer than the time left has the signal given at once. May be
   * called on any thread.
   *
   * @param margin time before the deadline
   */
  default void cancelBefore(Duration margin) {}

  /**
   * Goes on later without a thread that waits: calls {@code next} on the lane's loop when the delay
   * has passed, with this invocation as the current one. May be called on any thread.
   *
   * @param delay 0 to 24 h; zero is the next turn of the loop
   * @param next not called when the invocation is given up first ({@link #cancelled()})
   * @return what {@code next} gives; fails with a {@link FunctionError} of type {@code
   *     Runtime.HandlerTimeout} as soon as the invocation is given up before that
   * @throws IllegalArgumentException when the delay is out of range
   */
  default <T> Future<T> after(Duration delay, Supplier<Future<T>> next) {
    return Future.failedFuture(new UnsupportedOperationException("this invocation has no loop"));
  }

  /**
   * As {@link #after(Duration, Supplier)}: a wait. Called on another thread than the loop's, what
   * follows on the future may run on either of both.
   */
  default Future<Void> after(Duration delay) {
    return after(delay, Future::succeededFuture);
  }

  /**
   * Runs something that blocks on a worker, never on the loop: a virtual thread where the JVM has
   * them, else a thread of a bounded pool. May be called on any thread.
   *
   * @param work interrupted when the invocation is given up ({@link #cancelled()}); it may read the
   *     event's bytes even then
   * @return completes on the lane's loop with what {@code work} returns or throws; fails at once
   *     when the client has stopped or when 10,000 calls wait already
   */
  default <T> Future<T> blocking(Callable<T> work) {
    return Future.failedFuture(
        new UnsupportedOperationException("this invocation has no workers to block"));
  }

  /**
   * As {@link #blocking}, for a handler that is nothing but this work. With a single lane on the
   * engine {@code direct} it is called on the lane's own thread, which saves the way to a worker
   * and back, and is the same thread every time; another thread stands in for the loop as soon as
   * the loop has something to do. Else it is called on a worker. Call on the loop, once for each
   * invocation, and return the future.
   *
   * @param work as for {@code blocking}; called after the caller has returned
   */
  default <T> Future<T> blockingAll(Callable<T> work) {
    return blocking(work);
  }

  /** Tells code that is not handed an invocation which one it works for. Any thread. */
  default Scope scope() {
    throw new UnsupportedOperationException("this invocation belongs to no client");
  }
}
