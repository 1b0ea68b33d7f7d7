package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What is told apart by what was posted: a response, an error, a stream. */
final class ByKind {
  final Timer post;
  final DistributionSummary size;

  ByKind(MeterRegistry registry, String kind) {
    post =
        Timer.builder("nextloop.post.duration")
            .description("From the answer to its acknowledgement")
            .tag("kind", kind)
            .register(registry);
    size =
        DistributionSummary.builder("nextloop.response.size")
            .description("Bytes of the answer")
            .baseUnit("bytes")
            .tag("kind", kind)
            .register(registry);
  }
}
