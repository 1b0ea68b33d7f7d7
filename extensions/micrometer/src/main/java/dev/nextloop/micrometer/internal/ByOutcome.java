package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What is told apart by how an invocation ended. */
final class ByOutcome {
  final Counter invocations;
  final Timer handler;

  ByOutcome(MeterRegistry registry, String outcome) {
    invocations =
        Counter.builder("nextloop.invocations")
            .description("Invocations that have ended")
            .tag("outcome", outcome)
            .register(registry);
    handler =
        Timer.builder("nextloop.handler.duration")
            .description("From the handler's start to the end of its future")
            .tag("outcome", outcome)
            .register(registry);
  }
}
