package dev.nextloop.opentelemetry.internal;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.MultiMap;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.tracing.TagExtractor;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.BiConsumer;

/**
 * The span of one outgoing call, under its invocation. Whatever goes wrong with it, the call goes
 * on.
 */
public final class ClientSpan {
  private static final String URL = "url.full";
  private static final String STATUS = "http.response.status_code";
  private static final int CLIENT_ERROR = 400;

  private final Span span;
  private final InvocationSpan caller;

  private ClientSpan(Span span, InvocationSpan caller) {
    this.span = span;
    this.caller = caller;
    caller.callBegins();
  }

  /**
   * Starts the span of a call.
   *
   * @param headers takes those that carry the trace to the other side
   * @return null where it failed
   */
  public static <R> ClientSpan start(
      InvocationSpan caller,
      String operation,
      R request,
      BiConsumer<String, String> headers,
      TagExtractor<R> tags) {
    try {
      SpanBuilder builder =
          caller
              .tracer()
              .spanBuilder(operation)
              .setSpanKind(SpanKind.CLIENT)
              .setParent(caller.context());
      for (int i = 0, count = tags.len(request); i < count; i++) {
        put(builder, tags.name(request, i), tags.value(request, i));
      }
      Span span = builder.startSpan();
      caller.inject(caller.context().with(span), withoutDoubles(request, headers));
      return new ClientSpan(span, caller);
    } catch (RuntimeException e) {
      caller.complaint().say(e);
      return null;
    }
  }

  /** What the handler has set itself stands: Vert.x would add a second header of the name. */
  private static BiConsumer<String, String> withoutDoubles(
      Object request, BiConsumer<String, String> headers) {
    MultiMap own =
        request instanceof HttpRequest http
            ? http.headers()
            : request instanceof MultiMap map ? map : null;
    return own == null
        ? headers
        : (name, value) -> {
          if (!own.contains(name)) {
            headers.accept(name, value);
          }
        };
  }

  private static void put(SpanBuilder builder, String name, String value) {
    if (!URL.equals(name)) {
      builder.setAttribute(name, value);
      return;
    }
    try {
      URI url = new URI(cutQuery(value));
      if (url.getHost() != null) {
        int port = url.getPort();
        builder.setAttribute("server.address", url.getHost());
        builder.setAttribute("server.port", port > 0 ? port : standardPort(url));
        builder.setAttribute(URL, withoutUser(url));
      }
    } catch (URISyntaxException unreadable) {
      // It might hold anything; the other attributes have to do.
    }
  }

  /** Queries hold signatures and tokens. */
  private static String cutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  private static String withoutUser(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return Failures.cut(url.getScheme() + "://" + url.getHost() + port + url.getRawPath());
  }

  private static long standardPort(URI url) {
    return "https".equals(url.getScheme()) ? 443 : 80;
  }

  /**
   * The call is over.
   *
   * @param response null where there was none
   * @param failure null where there was none
   */
  public <R> void end(R response, Throwable failure, TagExtractor<R> tags) {
    try {
      if (response != null) {
        for (int i = 0, count = tags.len(response); i < count; i++) {
          answered(tags.name(response, i), tags.value(response, i));
        }
      }
      if (failure != null) {
        Failures.record(span, failure);
      }
      span.end();
    } catch (RuntimeException e) {
      caller.complaint().say(e);
    } finally {
      caller.callEnds();
    }
  }

  private void answered(String name, String value) {
    if (!STATUS.equals(name)) {
      span.setAttribute(name, value);
      return;
    }
    long code = Long.parseLong(value);
    span.setAttribute(STATUS, code);
    if (code >= CLIENT_ERROR) {
      Failures.failed(span, value, "");
    }
  }
}
