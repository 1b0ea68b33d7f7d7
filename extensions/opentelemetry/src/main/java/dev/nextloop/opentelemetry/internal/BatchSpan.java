package dev.nextloop.opentelemetry.internal;

import dev.nextloop.TraceHeader;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;

/**
 * The span of a batch of SQS, with a link to each of the traces that its messages come from.
 * X-Ray's propagator reads them whatever is configured, as the conventions say: SQS knows no other
 * header.
 */
final class BatchSpan {
  private static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("faas.trigger");
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> MESSAGE =
      AttributeKey.stringKey("messaging.message.id");
  private static final AttributeKey<Long> COUNT =
      AttributeKey.longKey("messaging.batch.message_count");

  private static final String SAMPLE =
      "Root=1-00000001-000000000000000000000001;Parent=0000000000000001;Sampled=0";

  private BatchSpan() {}

  /**
   * Finds out at the start what every invocation would fail of: X-Ray's propagator uses inside
   * classes of OpenTelemetry's API, which not every version has.
   *
   * @throws IllegalStateException says what has to be done
   */
  static void requireXray() {
    try {
      TraceHeader sample = TraceHeader.parse(SAMPLE).orElseThrow();
      Parents.of(AwsXrayPropagator.getInstance(), sample);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "opentelemetry-aws-xray-propagator and opentelemetry-api on the class path don't go"
              + " together; take the versions that nextloop-opentelemetry names in its pom",
          e);
    }
  }

  /** Starts it under the span of its invocation. */
  static Span start(Tracer tracer, Context parent, EventFacts facts) {
    boolean oneQueue = facts.queue != null && !facts.manyQueues;
    String source = oneQueue ? Failures.cut(facts.queue) : "multiple_sources";
    SpanBuilder span =
        tracer
            .spanBuilder(source + " process")
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(parent)
            .setAttribute(TRIGGER, "pubsub")
            .setAttribute(SYSTEM, "aws_sqs")
            .setAttribute(OPERATION, "process")
            .setAttribute(OPERATION_NAME, "process");
    if (oneQueue) {
      span.setAttribute(DESTINATION, source);
    }
    if (facts.allRecords) {
      span.setAttribute(COUNT, (long) facts.records);
      if (facts.records == 1 && facts.messageId != null) {
        span.setAttribute(MESSAGE, Failures.cut(facts.messageId));
      }
    }
    for (String header : facts.senders) {
      TraceHeader.parse(header).ifPresent(trace -> link(span, trace));
    }
    return span.startSpan();
  }

  private static void link(SpanBuilder span, TraceHeader trace) {
    SpanContext sender =
        Span.fromContext(Parents.of(AwsXrayPropagator.getInstance(), trace)).getSpanContext();
    if (sender.isValid()) {
      span.addLink(sender);
    }
  }
}
