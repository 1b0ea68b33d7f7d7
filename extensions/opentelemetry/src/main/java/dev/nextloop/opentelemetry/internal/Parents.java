package dev.nextloop.opentelemetry.internal;

import dev.nextloop.Invocation;
import dev.nextloop.Propagation;
import dev.nextloop.TraceHeader;
import dev.nextloop.opentelemetry.OpenTelemetryOptions.Parent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose span an invocation's span is under: the sender's, by the headers of an HTTP event, or the
 * platform's. Which formats are understood, the configured propagators say; without X-Ray's, the
 * platform's header is none.
 */
final class Parents {
  private static final String XRAY = Propagation.XRAY_HEADER.toLowerCase(Locale.ROOT);

  private static final Carrier<EventFacts> SENDER =
      new Carrier<>((facts, name) -> name.equals(XRAY) ? null : facts.headers.get(name));

  private static final Carrier<TraceHeader> PLATFORM =
      new Carrier<>((trace, name) -> name.equals(XRAY) ? trace.value() : null);

  private final TextMapPropagator propagator;
  private final boolean readsPlatform;
  private final boolean platformFirst;

  Parents(TextMapPropagator propagator, Parent first) {
    this.propagator = propagator;
    this.readsPlatform = propagator.fields().contains(Propagation.XRAY_HEADER);
    this.platformFirst = first == Parent.PLATFORM;
  }

  /** Sets parent and link; the parent's context, with the baggage of both. */
  Context choose(SpanBuilder builder, EventFacts facts, Invocation invocation) {
    Context sender = facts.headers.isEmpty() ? Context.root() : ofSender(facts);
    Context platform = readsPlatform ? ofPlatform(facts, invocation) : Context.root();
    boolean isPlatform = isValid(platform) && (platformFirst || !isValid(sender));
    Context chosen = isPlatform ? platform : sender;
    Context other = isPlatform ? sender : platform;
    SpanContext parent = Span.fromContext(chosen).getSpanContext();
    SpanContext linked = Span.fromContext(other).getSpanContext();
    if (linked.isValid() && !linked.getTraceId().equals(parent.getTraceId())) {
      builder.addLink(linked);
    }
    Context safe = SafeBaggage.in(chosen, other);
    builder.setParent(safe);
    return safe;
  }

  private static boolean isValid(Context context) {
    return Span.fromContext(context).getSpanContext().isValid();
  }

  private Context ofSender(EventFacts facts) {
    return propagator.extract(Context.root(), facts, SENDER);
  }

  /** The header of the invocation, else the one that an HTTP event has brought. */
  private Context ofPlatform(EventFacts facts, Invocation invocation) {
    Optional<TraceHeader> trace = invocation.trace();
    if (trace.isEmpty()) {
      trace = TraceHeader.parse(facts.headers.get(XRAY));
    }
    return trace.isEmpty() ? Context.root() : of(propagator, trace.get());
  }

  /** The span that a header of X-Ray names, if the propagator reads such. */
  static Context of(TextMapPropagator propagator, TraceHeader trace) {
    return propagator.extract(Context.root(), trace, PLATFORM);
  }
}
