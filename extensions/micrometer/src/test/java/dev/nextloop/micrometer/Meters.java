package dev.nextloop.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.RequiredSearch;

/** A registry's own meters, by their names without {@code nextloop.}; each must be there. */
record Meters(MeterRegistry registry) {

  private RequiredSearch meter(String name, String... tags) {
    return registry.get("nextloop." + name).tags(tags);
  }

  double count(String name, String... tags) {
    return meter(name, tags).counter().count();
  }

  Timer timer(String name, String... tags) {
    return meter(name, tags).timer();
  }

  DistributionSummary summary(String name, String... tags) {
    return meter(name, tags).summary();
  }

  double gauge(String name) {
    return meter(name).gauge().value();
  }
}
