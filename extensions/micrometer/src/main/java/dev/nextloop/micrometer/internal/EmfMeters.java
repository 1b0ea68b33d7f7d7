package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionCounter;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.micrometer.core.instrument.internal.DefaultLongTaskTimer;
import io.micrometer.core.instrument.internal.DefaultMeter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Makes the meters of a registry and puts each of their metrics into its pages. */
public final class EmfMeters implements MeterFilter {
  private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;

  private final EmfPages pages;
  private final Clock clock;
  private final int most;
  private final Losses losses;

  /**
   * Makes none yet.
   *
   * @param most how many metrics there may be
   * @param losses counts what is refused
   */
  public EmfMeters(EmfPages pages, Clock clock, int most, Losses losses) {
    this.pages = pages;
    this.clock = clock;
    this.most = most;
    this.losses = losses;
  }

  /**
   * Refuses further meters when there are enough: the registry then hands out some that do nothing.
   */
  @Override
  public MeterFilterReply accept(Meter.Id id) {
    if (pages.size() < most) {
      return MeterFilterReply.NEUTRAL;
    }
    losses.refused(id.getName(), most);
    return MeterFilterReply.DENY;
  }

  /** As Micrometer asks for it. */
  public Counter counter(Meter.Id id) {
    EmfCounter counter = new EmfCounter(id, losses);
    pages.add(id, "", Units.of(id), counter);
    return counter;
  }

  /** As Micrometer asks for it. */
  public Timer timer(Meter.Id id) {
    Samples samples = new Samples();
    pages.add(id, "", Units.of(id), samples);
    return new EmfTimer(id, clock, samples);
  }

  /** As Micrometer asks for it. */
  public DistributionSummary summary(Meter.Id id, double scale) {
    Samples samples = new Samples();
    pages.add(id, "", Units.of(id), samples);
    return new EmfSummary(id, scale, samples, losses);
  }

  /** As Micrometer asks for it. */
  public <T> Gauge gauge(Meter.Id id, T object, ToDoubleFunction<T> value) {
    Gauge gauge = new DefaultGauge<>(id, object, value);
    level(id, "", Units.of(id), gauge::value);
    return gauge;
  }

  private void level(Meter.Id id, String suffix, String unit, DoubleSupplier value) {
    pages.add(id, suffix, unit, new Level(value, losses));
  }

  /** As Micrometer asks for it. */
  public <T> FunctionCounter functionCounter(Meter.Id id, T object, ToDoubleFunction<T> count) {
    FunctionCounter counter = new CumulativeFunctionCounter<>(id, object, count);
    pages.add(id, "", Units.of(id), new Growth(counter::count, losses));
    return counter;
  }

  /** As Micrometer asks for it. */
  public <T> FunctionTimer functionTimer(
      Meter.Id id, T object, ToLongFunction<T> count, ToDoubleFunction<T> total, TimeUnit unit) {
    FunctionTimer timer = new CumulativeFunctionTimer<>(id, object, count, total, unit, MILLIS);
    pages.add(
        id,
        "",
        "Milliseconds",
        new Pace(() -> (long) timer.count(), () -> timer.totalTime(MILLIS), losses));
    return timer;
  }

  /** As Micrometer asks for it. */
  public LongTaskTimer longTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
    LongTaskTimer timer = new DefaultLongTaskTimer(id, clock, MILLIS, config, false);
    level(id, "Active", "Count", timer::activeTasks);
    level(id, "Duration", "Milliseconds", () -> timer.duration(MILLIS));
    return timer;
  }

  /** As Micrometer asks for it. */
  public Meter meter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
    for (Measurement measurement : measurements) {
      Statistic statistic = measurement.getStatistic();
      String tag = statistic.getTagValueRepresentation();
      String suffix = tag.substring(0, 1).toUpperCase(Locale.ROOT) + tag.substring(1);
      if (statistic == Statistic.COUNT
          || statistic == Statistic.TOTAL
          || statistic == Statistic.TOTAL_TIME) {
        pages.add(id, suffix, Units.of(id), new Growth(measurement::getValue, losses));
      } else {
        level(id, suffix, Units.of(id), measurement::getValue);
      }
    }
    return new DefaultMeter(id, type, measurements);
  }
}
