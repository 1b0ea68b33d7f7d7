package dev.nextloop.internal.wire;

import dev.nextloop.Invocation;
import dev.nextloop.Stage;
import dev.nextloop.spi.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Where an invocation lives. */
public interface Home {
  /** As {@link Invocation#blocking}. */
  <T> Future<T> blocking(LambdaInvocation invocation, Callable<T> work);

  /** As {@link Invocation#blockingAll}. */
  <T> Future<T> blockingAll(LambdaInvocation invocation, Callable<T> work);

  /** As {@link Invocation#after}. */
  <T> Future<T> after(LambdaInvocation invocation, Duration delay, Supplier<Future<T>> next);

  /** As {@link Invocation#reached}. */
  void reached(Stage stage, LambdaInvocation invocation);

  /** As {@link Invocation#scope}. */
  Scope scope();
}
