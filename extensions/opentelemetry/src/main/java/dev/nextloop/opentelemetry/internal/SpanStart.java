package dev.nextloop.opentelemetry.internal;

import dev.nextloop.Invocation;
import dev.nextloop.Propagation;
import dev.nextloop.opentelemetry.OpenTelemetryOptions;
import dev.nextloop.opentelemetry.OpenTelemetryOptions.Trigger;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.Scope;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Starts the spans of invocations and leaves each with its own. Any thread. */
public final class SpanStart {
  private static final AttributeKey<String> INVOCATION =
      AttributeKey.stringKey("faas.invocation_id");
  private static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("faas.trigger");
  private static final AttributeKey<Boolean> COLD = AttributeKey.booleanKey("faas.coldstart");

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Complaint complaint;
  private final FunctionFacts function;
  private final Parents parents;
  private final Set<String> headerNames;
  private final boolean propagates;
  private final boolean looks;
  private final String trigger;
  private volatile Scope known;

  /** For one client, or several. */
  public SpanStart(OpenTelemetry telemetry, Host host, OpenTelemetryOptions options) {
    BatchSpan.requireXray();
    this.tracer = telemetry.getTracer("dev.nextloop.opentelemetry");
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
    this.complaint = new Complaint(host);
    this.function = new FunctionFacts(host);
    this.parents = new Parents(propagator, options.parent());
    this.propagates = !propagator.fields().isEmpty();
    this.looks = options.trigger() == Trigger.AUTO;
    this.trigger = options.trigger().name().toLowerCase(Locale.ROOT);
    Set<String> names = new HashSet<>(List.of("user-agent", "x-forwarded-proto"));
    propagator.fields().forEach(field -> names.add(field.toLowerCase(Locale.ROOT)));
    this.headerNames = Set.copyOf(names);
  }

  Tracer tracer() {
    return tracer;
  }

  TextMapPropagator propagator() {
    return propagator;
  }

  Complaint complaint() {
    return complaint;
  }

  /** Starts the span of an invocation, whose event is looked at and stays as it is. */
  public InvocationSpan start(Body event, Invocation invocation) {
    meet(invocation);
    EventFacts facts = looks && event instanceof Body.Whole whole ? look(whole) : new EventFacts();
    FunctionFacts.Arn arn = function.of(invocation.functionArn().orElse(""));
    boolean http = facts.isHttp();
    String route = http ? facts.route() : null;
    SpanBuilder builder =
        tracer
            .spanBuilder(route != null ? Failures.cut(route) : arn.function())
            .setSpanKind(SpanKind.SERVER)
            .setAllAttributes(arn.attributes())
            .setAttribute(INVOCATION, invocation.requestId())
            .setAttribute(TRIGGER, looks ? facts.trigger() : trigger)
            .setAttribute(COLD, function.isColdStart());
    Context parent = parents.choose(builder, facts, invocation);
    if (http) {
      RequestAttributes.put(builder, facts, route);
    }
    Span server = builder.startSpan();
    Context context = parent.with(server);
    Span batch = null;
    if (facts.isQueue()) {
      batch = BatchSpan.start(tracer, context, facts);
      context = context.with(batch);
    }
    InvocationSpan span = new InvocationSpan(this, server, batch, context, http);
    invocation.attribute(InvocationSpan.KEY, span);
    if (propagates) {
      invocation.attribute(Propagation.KEY, span);
    }
    return span;
  }

  private EventFacts look(Body.Whole event) {
    return EventLook.at(event.bytes(), headerNames);
  }

  /** The client may be a new one, whose invocations others have to find. */
  private void meet(Invocation invocation) {
    Scope scope = invocation.scope();
    if (scope != known) {
      Scopes.add(scope);
      known = scope;
    }
  }
}
