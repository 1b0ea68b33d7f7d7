package dev.nextloop.micrometer;

import dev.nextloop.micrometer.internal.EmfMeters;
import dev.nextloop.micrometer.internal.EmfNaming;
import dev.nextloop.micrometer.internal.EmfPages;
import dev.nextloop.micrometer.internal.HostClock;
import dev.nextloop.micrometer.internal.Losses;
import dev.nextloop.spi.Host;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Writes metrics to the log in CloudWatch's embedded metric format: one JSON object a line, no call
 * over the network. It has no thread and no step; {@link EmfLines} says when a line is due.
 *
 * <p>Counters are written as what was added since the last line, gauges as they are. Timers
 * (milliseconds) and summaries are written as the single values, up to 100; as values and counts
 * when they are more, rounded to three digits; as count, sum, least and greatest when those are
 * more than 1,000 different ones. CloudWatch makes percentiles of the values, so those that are
 * asked for with a meter are not made here, and neither are histograms.
 *
 * <p>What one line can't take goes into several: more than 100 metrics, one name with two values of
 * a tag, more than 100 values. More than 30 dimensions become several sets of them. NaN, infinities
 * and what else CloudWatch refuses is left out and counted in {@code
 * nextloop.telemetry.dropped{sink=emf}}, and so are meters beyond {@link EmfOptions#maxMetrics()}
 * and lines that the log did not take. Any thread.
 */
public final class EmfRegistry extends MeterRegistry {
  private final HostClock now;
  private final EmfPages pages;
  private final EmfMeters meters;

  private EmfRegistry(EmfOptions options, Host host, Consumer<String> sink) {
    super(new HostClock(host));
    now = (HostClock) clock;
    Losses losses = new Losses(host::log);
    EmfNaming naming = new EmfNaming();
    pages = new EmfPages(naming, options.namespace(), options.dimensions(), losses.guarding(sink));
    meters = new EmfMeters(pages, clock, options.maxMetrics(), losses);
    config()
        .namingConvention(naming)
        .meterFilter(meters)
        .onMeterRemoved(meter -> pages.remove(meter.getId()));
    losses.countedBy(
        Counter.builder("nextloop.telemetry.dropped")
            .description("Values, meters and lines that were left out")
            .tag("sink", "emf")
            .register(this));
  }

  /** Writes to the log of this machine. */
  public static EmfRegistry of(EmfOptions options, Host host) {
    return of(options, host, host::log);
  }

  /**
   * Writes elsewhere.
   *
   * @param host whose clocks count, and whose log is told of meters that are refused
   * @param sink takes lines without their ends; one that throws loses its line, which is counted
   */
  public static EmfRegistry of(EmfOptions options, Host host, Consumer<String> sink) {
    return new EmfRegistry(options, host, sink);
  }

  /** Whether something was recorded that no line has yet. Gauges do not count. */
  public boolean isPending() {
    return pages.isPending();
  }

  /** Writes what was recorded since the last line, as of now; nothing where that is nothing. */
  public void write() {
    write(now.wallTime(), null);
  }

  /**
   * Writes what was recorded since the last line.
   *
   * @param timestamp of the metrics, milliseconds since 1970
   * @param requestId whose line it is, a member that is no metric; null for none
   */
  void write(long timestamp, String requestId) {
    pages.write(timestamp, requestId, false);
  }

  /** As {@link #write()}, but gauges alone are worth a line too. */
  void writeWithGauges() {
    pages.write(now.wallTime(), null, true);
  }

  @Override
  public void close() {
    write();
    super.close();
  }

  @Override
  protected <T> Gauge newGauge(Meter.Id id, T object, ToDoubleFunction<T> value) {
    return meters.gauge(id, object, value);
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    return meters.counter(id);
  }

  @Override
  protected Timer newTimer(
      Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
    return meters.timer(id);
  }

  @Override
  protected DistributionSummary newDistributionSummary(
      Meter.Id id, DistributionStatisticConfig config, double scale) {
    return meters.summary(id, scale);
  }

  @Override
  protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
    return meters.longTaskTimer(id, config);
  }

  @Override
  protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
    return meters.meter(id, type, measurements);
  }

  @Override
  protected <T> FunctionTimer newFunctionTimer(
      Meter.Id id, T object, ToLongFunction<T> count, ToDoubleFunction<T> total, TimeUnit unit) {
    return meters.functionTimer(id, object, count, total, unit);
  }

  @Override
  protected <T> FunctionCounter newFunctionCounter(
      Meter.Id id, T object, ToDoubleFunction<T> count) {
    return meters.functionCounter(id, object, count);
  }

  @Override
  protected TimeUnit getBaseTimeUnit() {
    return TimeUnit.MILLISECONDS;
  }

  @Override
  protected DistributionStatisticConfig defaultHistogramConfig() {
    return DistributionStatisticConfig.DEFAULT;
  }
}
