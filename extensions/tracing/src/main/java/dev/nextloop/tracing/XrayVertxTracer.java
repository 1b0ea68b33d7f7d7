package dev.nextloop.tracing;

import dev.nextloop.Invocation;
import dev.nextloop.Propagation;
import dev.nextloop.tracing.internal.Outgoing;
import dev.nextloop.tracing.internal.Recorded;
import io.vertx.core.Context;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
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
    if (policy == TracingPolicy.IGNORE || !(request instanceof HttpRequest call)) {
      return null;
    }
    // By the call's context: what the thread works for may be an invocation that made room for it.
    Invocation invocation = tracer.scope().of(context);
    if (invocation == null) {
      if (tracer.lost() != null) {
        tracer.lost().begun(call.method() + " " + Recorded.shown(call.absoluteURI()));
      }
      return null;
    }
    boolean carries = call.headers() != null && call.headers().contains(Propagation.XRAY_HEADER);
    if (invocation.attribute(Subsegment.KEY) instanceof Recorded own) {
      Recorded made = own.call(call.method().name(), call.absoluteURI());
      if (!carries) {
        made.inject(headers);
      }
      return made;
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
      if (failure != null) {
        call.fail(failure);
      } else if (response instanceof HttpResponse answer) {
        call.response(answer.statusCode(), length(answer));
      }
      call.end();
    }
  }

  private static long length(HttpResponse response) {
    String length = response.headers() == null ? null : response.headers().get("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length.trim());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
