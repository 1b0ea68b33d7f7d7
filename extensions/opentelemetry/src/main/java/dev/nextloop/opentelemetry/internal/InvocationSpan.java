package dev.nextloop.opentelemetry.internal;

import dev.nextloop.Key;
import dev.nextloop.Propagation;
import dev.nextloop.Reply;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * The span of one invocation, with that of its batch where it has one, the context for what the
 * invocation does, and how that goes on to others. Ends once, whoever is first: the handler's
 * result, or the deadline. Any thread.
 */
public final class InvocationSpan implements Propagation {
  /** Where it is left with its invocation. */
  public static final Key<InvocationSpan> KEY = Key.of("opentelemetry span");

  private static final AttributeKey<Long> STATUS_CODE =
      AttributeKey.longKey("http.response.status_code");
  private static final int SERVER_ERROR = 500;

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Complaint complaint;
  private final Span server;
  private final Span batch;
  private final boolean http;
  private volatile Context context;
  private final AtomicInteger openCalls = new AtomicInteger();
  private boolean ended;

  /**
   * A started span.
   *
   * @param batch null where there is none
   * @param context with the innermost of both
   * @param http whether the result may be an HTTP response
   */
  InvocationSpan(SpanStart origin, Span server, Span batch, Context context, boolean http) {
    this.tracer = origin.tracer();
    this.propagator = origin.propagator();
    this.complaint = origin.complaint();
    this.server = server;
    this.batch = batch;
    this.context = context;
    this.http = http;
  }

  /** What spans of this invocation belong under. */
  public Context context() {
    return context;
  }

  /** Has later spans belong under another one. */
  public void context(Context inner) {
    context = inner;
  }

  /** Whether it is exported. */
  public boolean isSampled() {
    return server.getSpanContext().isSampled();
  }

  /** Whether there are outgoing calls whose spans have not ended. */
  public boolean hasOpenCalls() {
    return openCalls.get() > 0;
  }

  void callBegins() {
    openCalls.incrementAndGet();
  }

  void callEnds() {
    openCalls.decrementAndGet();
  }

  Tracer tracer() {
    return tracer;
  }

  Complaint complaint() {
    return complaint;
  }

  @Override
  public void inject(BiConsumer<String, String> headers) {
    inject(context, headers);
  }

  void inject(Context from, BiConsumer<String, String> headers) {
    propagator.inject(from, headers, HeaderSetter.INSTANCE);
  }

  /** The handler's future has completed; one of both is null. */
  public void end(Reply reply, Throwable failure) {
    if (!first()) {
      return;
    }
    if (failure != null) {
      Failures.record(server, failure);
      if (batch != null) {
        Failures.record(batch, failure);
      }
    } else if (http && server.isRecording()) {
      status(ReplyLook.status(reply));
    }
    endBoth();
  }

  private void status(int code) {
    if (code > 0) {
      server.setAttribute(STATUS_CODE, (long) code);
      if (code >= SERVER_ERROR) {
        Failures.failed(server, Integer.toString(code), "");
      }
    }
  }

  /**
   * The platform may end the process soon.
   *
   * @return false when the span has ended before
   */
  public boolean expire() {
    if (!first()) {
      return false;
    }
    String what = "the handler had not answered when its deadline was near";
    Failures.failed(server, "Runtime.HandlerTimeout", what);
    if (batch != null) {
      Failures.failed(batch, "Runtime.HandlerTimeout", what);
    }
    endBoth();
    return true;
  }

  private void endBoth() {
    if (batch != null) {
      batch.end();
    }
    server.end();
  }

  private synchronized boolean first() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
