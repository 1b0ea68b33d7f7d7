package dev.nextloop.opentelemetry;

import dev.nextloop.Invocation;
import dev.nextloop.opentelemetry.internal.InvocationSpan;
import io.opentelemetry.context.Context;
import java.util.Objects;

/**
 * The OpenTelemetry context of an invocation. {@link Context#current()} is the same one wherever
 * the invocation is current; this is for code that is somewhere else, or hands on the invocation
 * anyway. Any thread.
 */
public final class OpenTelemetryContext {
  private OpenTelemetryContext() {}

  /**
   * The context that spans of this invocation belong under.
   *
   * @return the root context where {@link OpenTelemetryMiddleware} has not seen the invocation
   */
  public static Context of(Invocation invocation) {
    InvocationSpan span = invocation.attribute(InvocationSpan.KEY);
    return span == null ? Context.root() : span.context();
  }

  /**
   * Has what follows in this invocation belong under another context: outgoing calls, {@code
   * Context.current()}. {@code makeCurrent()} counts for the caller's thread and until it is closed
   * only, which a future does not wait for.
   *
   * @param context made from {@link #of}, not null
   */
  public static void set(Invocation invocation, Context context) {
    Objects.requireNonNull(context, "context");
    InvocationSpan span = invocation.attribute(InvocationSpan.KEY);
    if (span != null) {
      span.context(context);
    }
  }
}
