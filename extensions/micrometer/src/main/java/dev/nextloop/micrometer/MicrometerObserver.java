package dev.nextloop.micrometer;

import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.Observer;
import dev.nextloop.Stage;
import dev.nextloop.micrometer.internal.Course;
import dev.nextloop.micrometer.internal.Fact;
import dev.nextloop.micrometer.internal.Late;
import dev.nextloop.micrometer.internal.LateMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Measures a client: binds what its {@link Stage}s tell to the meters of a Micrometer registry. All
 * meters are made once and held; the number of their tags is bounded. What an invocation tells is
 * recorded when it ends. One observer may watch several lanes on several loops, and two observers
 * one client.
 */
public final class MicrometerObserver implements Observer {
  private static final Key<Late<MeterRegistry>> REGISTRY = Key.of("registry");

  private final Late<MeterRegistry> registry;
  private final boolean binds;
  private final LateMeters meters;
  private final Key<Course> key = Key.of("course");

  private MicrometerObserver(
      Late<MeterRegistry> registry, MicrometerOptions options, boolean binds) {
    this.registry = registry;
    this.binds = binds;
    this.meters = new LateMeters(registry, options);
  }

  /** With the defaults. */
  public static MicrometerObserver of(MeterRegistry registry) {
    return of(registry, MicrometerOptions.defaults());
  }

  /** With these options; the meters are made with the first event. */
  public static MicrometerObserver of(MeterRegistry registry, MicrometerOptions options) {
    Objects.requireNonNull(registry, "registry: give the one that is to be filled");
    return new MicrometerObserver(Late.there(registry), options, true);
  }

  /**
   * For a registry that is made behind the first poll and off the loop: until {@link #bind} is
   * called, which {@link dev.nextloop.Setup#started} is the place for, up to 1,000 facts are kept.
   *
   * @param registry called once
   */
  public static MicrometerObserver lazily(
      Supplier<? extends MeterRegistry> registry, MicrometerOptions options) {
    return new MicrometerObserver(Late.by(registry), options, false);
  }

  /** Makes registry and meters, if they are not there yet. Any thread. */
  public void bind() {
    meters.bind();
  }

  /**
   * The registry that an invocation is measured in, for a handler's own meters; waits for it if it
   * is just being made. Any thread.
   *
   * @return null where no such observer watches the client
   */
  public static MeterRegistry registry(Invocation invocation) {
    Late<MeterRegistry> late = invocation.attribute(REGISTRY);
    return late == null ? null : late.get();
  }

  @Override
  public void at(Stage stage, Invocation invocation, long ticks) {
    if (stage == Stage.STARTED) {
      meters.started(ticks);
    } else if (stage == Stage.POLLED) {
      if (binds) {
        meters.bind();
      }
      meters.inFlight.incrementAndGet();
      invocation.attribute(REGISTRY, registry);
      invocation.attribute(key, new Course(invocation, ticks));
    } else if (invocation == null) {
      meanwhile(stage);
    } else {
      Course course = invocation.attribute(key);
      // None where making the meters failed.
      if (course != null) {
        reached(stage, invocation, course, ticks);
      }
    }
  }

  private void meanwhile(Stage stage) {
    if (stage == Stage.RETRIED) {
      meters.tell(Fact.POLL_RETRIED, null);
    } else if (stage == Stage.RECONNECTED) {
      meters.tell(Fact.RECONNECTED, null);
    }
  }

  private void reached(Stage stage, Invocation invocation, Course course, long ticks) {
    switch (stage) {
      case DECODED -> course.decoded = ticks;
      case HANDLED -> course.handled = ticks;
      case ENCODED -> course.encoded = ticks;
      case FIRST_BYTE -> course.firstByte = ticks;
      case EXPIRED -> course.expired = true;
      case RETRIED -> meters.tell(Fact.POST_RETRIED, course);
      case ANSWERED -> {
        if (course.answered(invocation, ticks)) {
          ended(course);
        }
      }
      case POSTED -> {
        course.posted(invocation.answered(), ticks);
        ended(course);
        meters.tell(Fact.POSTED, course);
      }
      case UNANSWERED -> {
        course.unanswered(ticks);
        ended(course);
      }
      case LATE -> {
        meters.tell(Fact.LATE, course);
        // Given up at the client's end, if it has not ended otherwise.
        course.unanswered(ticks);
        ended(course);
      }
      default -> {
        // Nothing is measured there.
      }
    }
  }

  private void ended(Course course) {
    if (!course.isEnded) {
      course.isEnded = true;
      meters.inFlight.decrementAndGet();
      meters.tell(Fact.ENDED, course);
    }
  }
}
