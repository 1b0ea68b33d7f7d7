package dev.nextloop.micrometer;

import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.Observer;
import dev.nextloop.Stage;
import dev.nextloop.micrometer.internal.ClientMeters;
import dev.nextloop.micrometer.internal.Course;
import dev.nextloop.micrometer.internal.Late;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Measures a client: binds what its {@link Stage}s tell to the meters of a Micrometer registry. All
 * meters are made once, with the first event at the latest, and held; the number of their tags is
 * bounded. One observer may watch several lanes on several loops, and two observers one client.
 */
public final class MicrometerObserver implements Observer {
  /**
   * Where a handler finds the registry, for meters of its own: {@code
   * invocation.attribute(MicrometerObserver.REGISTRY)}.
   */
  public static final Key<MeterRegistry> REGISTRY = Key.of("registry");

  private final Late<MeterRegistry> registry;
  private final MicrometerOptions options;
  private final Key<Course> key = Key.of("course");
  private volatile ClientMeters meters;
  private volatile boolean fresh;
  private volatile long startedTicks;

  private MicrometerObserver(Late<MeterRegistry> registry, MicrometerOptions options) {
    this.registry = registry;
    this.options = options;
  }

  /** With the defaults. */
  public static MicrometerObserver of(MeterRegistry registry) {
    return of(registry, MicrometerOptions.defaults());
  }

  /** With these options. */
  public static MicrometerObserver of(MeterRegistry registry, MicrometerOptions options) {
    return new MicrometerObserver(
        Late.there(Objects.requireNonNull(registry, "registry: give the one to fill")), options);
  }

  /**
   * For a registry that is made behind the first poll: by {@link #bind}, else by the first event.
   *
   * @param registry called once
   */
  public static MicrometerObserver lazily(
      Supplier<? extends MeterRegistry> registry, MicrometerOptions options) {
    return new MicrometerObserver(Late.by(registry), options);
  }

  /** Makes the meters, if the first event has not done so. Any thread. */
  public void bind() {
    meters();
  }

  private ClientMeters meters() {
    ClientMeters made = meters;
    return made != null ? made : made();
  }

  private synchronized ClientMeters made() {
    if (meters == null) {
      meters = new ClientMeters(registry.get(), options, startedTicks, fresh);
    }
    return meters;
  }

  @Override
  public void at(Stage stage, Invocation invocation, long ticks) {
    if (stage == Stage.STARTED) {
      startedTicks = ticks;
      fresh = true;
    } else if (stage == Stage.POLLED) {
      invocation.attribute(REGISTRY, registry.get());
      invocation.attribute(key, meters().begun(invocation, ticks));
    } else if (invocation == null) {
      meanwhile(stage);
    } else {
      Course course = invocation.attribute(key);
      // None where the registry could not be made, or for what came before this observer.
      if (course != null) {
        reached(stage, invocation, course, ticks);
      }
    }
  }

  private void reached(Stage stage, Invocation invocation, Course course, long ticks) {
    switch (stage) {
      case DECODED -> course.decoded = ticks;
      case HANDLED -> course.handled = ticks;
      case ENCODED -> course.encoded = ticks;
      case EXPIRED -> course.expired = true;
      case ANSWERED -> meters().answered(invocation, course, ticks);
      case FIRST_BYTE -> meters().firstByte(course, ticks);
      case POSTED -> meters().posted(invocation.answered(), course, ticks);
      case UNANSWERED -> meters().unanswered(course, ticks);
      case LATE -> meters().late(course);
      case RETRIED -> meters().postRetried();
      default -> {
        // Nothing is measured there.
      }
    }
  }

  /** What concerns no invocation; before the first event nothing of it makes the meters. */
  private void meanwhile(Stage stage) {
    if (stage == Stage.RETRIED) {
      meters().pollRetried();
    } else if (stage == Stage.RECONNECTED) {
      meters().reconnected();
    }
  }
}
