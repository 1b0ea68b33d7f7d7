package dev.nextloop.opentelemetry;

import dev.nextloop.EventHandler;
import dev.nextloop.Middleware;
import dev.nextloop.Priming;
import dev.nextloop.Reply;
import dev.nextloop.opentelemetry.internal.InvocationSpan;
import dev.nextloop.opentelemetry.internal.SpanStart;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Host;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;

/**
 * A span for each invocation, by OpenTelemetry's semantic conventions for AWS Lambda (whose status
 * is "development"). It is there for what the handler does, as {@code Context.current()} and by
 * {@link OpenTelemetryContext}, and ends when the handler's future completes, before the answer is
 * sent. A batch of SQS has a second span for its processing, under the first one and with links to
 * the senders. Sample events of a snapshot have none.
 *
 * <p>Put {@link Middleware#optional} around it, so that a failing exporter or processor is no
 * failure of the function. {@link OpenTelemetryFlush} belongs beside it. Keeps nothing of an
 * invocation; one may serve several clients.
 */
public final class OpenTelemetryMiddleware implements Middleware<Body, Reply> {
  private final SpanStart spans;

  private OpenTelemetryMiddleware(SpanStart spans) {
    this.spans = spans;
  }

  /**
   * Spans with {@link OpenTelemetryOptions#from the settings of the machine}.
   *
   * @param telemetry makes and propagates spans; stays the caller's to close
   * @param host gives the function's name, and takes one line if outgoing calls can't be traced
   */
  public static OpenTelemetryMiddleware of(OpenTelemetry telemetry, Host host) {
    return of(telemetry, host, OpenTelemetryOptions.from(host));
  }

  /** As {@link #of(OpenTelemetry, Host)}, with settings from code. */
  public static OpenTelemetryMiddleware of(
      OpenTelemetry telemetry, Host host, OpenTelemetryOptions options) {
    return new OpenTelemetryMiddleware(new SpanStart(telemetry, host, options));
  }

  @Override
  public EventHandler<Body, Reply> around(EventHandler<Body, Reply> next) {
    return (event, invocation) -> {
      if (Priming.of(invocation)) {
        return next.handle(event, invocation);
      }
      InvocationSpan span = spans.start(event, invocation);
      Future<Reply> result = next.handle(event, invocation);
      if (result.isComplete()) {
        // At once: a future of another context would call back behind the answer.
        span.end(result.result(), result.cause());
        return result;
      }
      return result.onComplete(span::end);
    };
  }
}
