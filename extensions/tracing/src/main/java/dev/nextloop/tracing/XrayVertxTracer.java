package dev.nextloop.tracing;

import dev.nextloop.Invocation;
import dev.nextloop.Propagation;
import dev.nextloop.tracing.internal.HttpTags;
import dev.nextloop.tracing.internal.Outgoing;
import dev.nextloop.tracing.internal.Recorded;
import io.vertx.core.Context;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.function.BiConsumer;

/**
 * Gives the HTTP calls of a Vert.x instance the trace of the invocation whose context they are made
 * on, and records each as a subsegment where the trace is recorded. A header that the caller has
 * set stays; a client with {@link TracingPolicy#IGNORE} is left alone. What comes in, and messages
 * that are no HTTP, are none of its business.
 */
public final class XrayVertxTracer implements VertxTracer<Object, Object> {
  private final XrayTracer tracer;

  private XrayVertxTracer(XrayTracer tracer) {
    this.tracer = tracer;
  }

  /** For {@link io.vertx.core.VertxBuilder#withTracer}. */
  public static VertxTracerFactory of(XrayTracer tracer) {
    return options -> new XrayVertxTracer(tracer);
  }

  @Override
  public <R> Object sendRequest(
      Context context,
      SpanKind kind,
      TracingPolicy policy,
      R request,
      String operation,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    String method = policy == TracingPolicy.IGNORE ? null : HttpTags.method(request, tags);
    if (method == null) {
      return null;
    }
    // By the call's context: what the thread works for may be an invocation that made room for it.
    Invocation invocation = tracer.scope().of(context);
    if (invocation == null) {
      if (tracer.lost() != null) {
        tracer.lost().begun(method + ' ' + Recorded.shown(HttpTags.url(request, tags)));
      }
      return null;
    }
    boolean carries = HttpTags.carries(request, Propagation.XRAY_HEADER);
    if (invocation.attribute(Subsegment.KEY) instanceof Recorded own) {
      Recorded call = own.call(method, HttpTags.url(request, tags));
      if (!carries) {
        call.inject(headers);
      }
      return call;
    }
    if (!carries) {
      Outgoing.inject(invocation, headers);
    }
    return null;
  }

  @Override
  public <R> void receiveResponse(
      Context context, R response, Object begun, Throwable failure, TagExtractor<R> tags) {
    if (begun instanceof Recorded call) {
      int status = HttpTags.status(response, tags);
      if (status != 0) {
        call.response(status, HttpTags.length(response));
      }
      if (failure != null) {
        call.fail(failure);
      }
      call.end();
    }
  }
}
