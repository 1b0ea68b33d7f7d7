package dev.nextloop.micrometer.internal;

import dev.nextloop.micrometer.MicrometerOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A client's meters; and before they are made, what they will be told, so that no invocation waits
 * for them: Micrometer takes some 100 ms to load. Any thread.
 */
public final class LateMeters {
  private static final int MOST_KEPT = 1_000;

  /** Invocations that are not answered yet. Their gauge holds this weakly, the observer firmly. */
  public final AtomicInteger inFlight = new AtomicInteger();

  private final Supplier<? extends MeterRegistry> registry;
  private final MicrometerOptions options;
  private final Object making = new Object();
  private final List<Fact> facts = new ArrayList<>();
  private final List<Course> courses = new ArrayList<>();
  private volatile long startedTicks;
  private volatile boolean fresh;
  private volatile ClientMeters meters;

  /** Makes none yet. */
  public LateMeters(Supplier<? extends MeterRegistry> registry, MicrometerOptions options) {
    this.registry = registry;
    this.options = options;
  }

  /** The client is ready, in a process that was started and not restored. */
  public void started(long ticks) {
    startedTicks = ticks;
    fresh = true;
  }

  /** Makes the meters, unless they are there, and tells them what was kept. */
  public void bind() {
    if (meters != null) {
      return;
    }
    synchronized (making) {
      if (meters == null) {
        tellAll(new ClientMeters(registry.get(), options, inFlight, fresh, startedTicks));
      }
    }
  }

  private synchronized void tellAll(ClientMeters made) {
    for (int i = 0; i < facts.size(); i++) {
      made.told(facts.get(i), courses.get(i));
    }
    facts.clear();
    courses.clear();
    meters = made;
  }

  /**
   * Tells the meters, now or when they are made. What is more than 1,000 facts by then is dropped.
   *
   * @param course null where it concerns no invocation
   */
  public void tell(Fact fact, Course course) {
    ClientMeters made = meters;
    if (made == null) {
      made = kept(fact, course);
    }
    if (made != null) {
      made.told(fact, course);
    }
  }

  /** Null when it is kept. */
  private synchronized ClientMeters kept(Fact fact, Course course) {
    if (meters == null && facts.size() < MOST_KEPT) {
      facts.add(fact);
      courses.add(course);
    }
    return meters;
  }
}
