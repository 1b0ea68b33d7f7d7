package dev.nextloop.opentelemetry;

import dev.nextloop.opentelemetry.internal.ClientSpan;
import dev.nextloop.opentelemetry.internal.InvocationSpan;
import dev.nextloop.opentelemetry.internal.Scopes;
import io.vertx.core.Context;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.function.BiConsumer;

/**
 * Spans of the outgoing calls that an invocation makes by clients of Vert.x (HTTP and Web Client,
 * SQL clients), and the headers that carry the trace to the other side. Each is made by the
 * OpenTelemetry that the invocation's own span came from, so this class needs none, and serves
 * clients of several. Calls that belong to no invocation, incoming requests and the event bus have
 * no spans, and neither has a client with {@code TracingPolicy.IGNORE}.
 *
 * <p>Every Vert.x instance that is made while this library is on the class path has it, unless
 * tracing options or another tracer were given. Any thread.
 */
public final class OpenTelemetryVertxTracer implements VertxTracer<Void, Object> {

  /** For {@code Vertx.builder().withTracer(...)}, where tracing options are given. */
  public static final class Factory implements VertxTracerFactory {
    /** A factory; all make the same. */
    public Factory() {}

    @Override
    public VertxTracer<?, ?> tracer(TracingOptions options) {
      return new OpenTelemetryVertxTracer();
    }
  }

  private OpenTelemetryVertxTracer() {}

  @Override
  public <R> Object sendRequest(
      Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    if (policy == TracingPolicy.IGNORE || kind != SpanKind.RPC) {
      return null;
    }
    InvocationSpan caller = Scopes.spanOf(context);
    return caller == null ? null : ClientSpan.start(caller, operation, request, headers, tags);
  }

  @Override
  public <R> void receiveResponse(
      Context context, R response, Object span, Throwable failure, TagExtractor<R> tags) {
    if (span != null) {
      ((ClientSpan) span).end(response, failure, tags);
    }
  }
}
