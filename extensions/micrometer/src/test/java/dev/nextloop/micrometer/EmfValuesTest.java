package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the values of each kind of meter stand in lines for CloudWatch. */
class EmfValuesTest {
  private final FakeHost host = new FakeHost();
  private final EmfOptions options =
      EmfOptions.defaults().withDimensions(Map.of("FunctionName", "orders"));
  private final EmfRegistry registry = EmfRegistry.of(options, host);

  private List<Line> written() {
    registry.write();
    List<Line> lines = host.lines();
    assertThat(host.log()).hasSameSizeAs(lines);
    host.log().clear();
    return lines;
  }

  private Line writtenLine() {
    List<Line> lines = written();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void aHundredValuesAreAnArrayAndMoreAreValuesAndCounts() {
    Timer timer = registry.timer("lookup");
    for (int i = 0; i < 100; i++) {
      timer.record(i * 1_000_001L, TimeUnit.NANOSECONDS);
    }
    Line exact = writtenLine();
    assertThat(exact.json().get("Lookup").size()).isEqualTo(100);
    assertThat(exact.json().get("Lookup").get(99).doubleValue()).isEqualTo(99.000099);
    for (int i = 0; i < 300; i++) {
      timer.record(1_234_000 + i % 3, TimeUnit.NANOSECONDS);
      timer.record(2, TimeUnit.SECONDS);
    }
    assertThat(writtenLine().value("Lookup"))
        .isEqualTo(
            "{\"Values\":[1.23,2000],\"Counts\":[300,300],"
                + "\"Max\":2000,\"Min\":1.23,\"Count\":600,\"Sum\":600369}");
  }

  @Test
  void moreThanAHundredDifferentValuesAreSeveralLinesAndLoseNone() {
    Timer timer = registry.timer("lookup");
    Counter counter = registry.counter("orders");
    counter.increment();
    for (int i = 1; i <= 250; i++) {
      timer.record(i, TimeUnit.MILLISECONDS);
    }
    List<Line> lines = written();
    assertThat(lines).hasSize(3);
    assertThat(lines).extracting(line -> line.value("Orders")).containsExactly("1", null, null);
    TreeSet<Integer> values = new TreeSet<>();
    for (Line line : lines) {
      line.json().get("Lookup").get("Values").forEach(value -> values.add(value.intValue()));
    }
    assertThat(values).hasSize(250).startsWith(1).endsWith(250);
  }

  @Test
  void tooManyDifferentValuesAreTheirStatistics() {
    DistributionSummary summary = registry.summary("size");
    for (int i = 1; i <= 20; i++) {
      for (int value = 100; value < 1_000; value++) {
        summary.record(value * Math.pow(10, i % 3));
      }
    }
    assertThat(writtenLine().value("Size"))
        .startsWith("{\"Max\":99900,\"Min\":100,\"Count\":18000,\"Sum\":");
  }

  @Test
  void gaugesAreWrittenAlongWithOthers() {
    AtomicInteger level = new AtomicInteger(7);
    Gauge.builder("queue", level, AtomicInteger::get).register(registry);
    assertThat(written()).isEmpty();
    registry.counter("orders").increment();
    assertThat(writtenLine().value("Queue")).isEqualTo("7");
    registry.writeWithGauges();
    assertThat(host.lines()).hasSize(1);
  }

  @Test
  void nanAndInfinitiesAreLeftOutAndCounted() {
    DistributionSummary summary = registry.summary("size");
    Counter counter = registry.counter("orders");
    Gauge.builder("level", () -> Double.NEGATIVE_INFINITY).register(registry);
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e200, -1}) {
      summary.record(wrong);
      counter.increment(wrong);
    }
    summary.record(2);
    Line line = writtenLine();
    assertThat(line.value("Size")).isEqualTo("2");
    assertThat(line.value("Orders")).isNull();
    assertThat(line.value("Level")).isNull();
    assertThat(line.told("TelemetryDropped")).contains("[[\"FunctionName\",\"Sink\"]]");
    assertThat(line.value("TelemetryDropped")).isEqualTo("8");
    assertThat(registry.counter("nextloop.telemetry.dropped", "sink", "emf").count()).isEqualTo(9);
  }

  @Test
  void everyKindOfMeterHasItsPlace() {
    AtomicInteger total = new AtomicInteger(3);
    FunctionCounter.builder("calls", total, AtomicInteger::get).register(registry);
    FunctionTimer.builder(
            "pool", total, AtomicInteger::get, t -> t.get() * 10.0, TimeUnit.MILLISECONDS)
        .register(registry);
    LongTaskTimer.builder("import").register(registry).start();
    Meter.builder(
            "disk",
            Meter.Type.OTHER,
            List.of(
                new Measurement(total::get, Statistic.VALUE),
                new Measurement(() -> total.get() * 2.0, Statistic.COUNT)))
        .register(registry);
    registry.counter("orders").increment();
    Line line = writtenLine();
    Map<String, String> values = new TreeMap<>();
    line.metrics().forEach(name -> values.put(name, line.value(name)));
    assertThat(values)
        .contains(
            entry("Calls", "3"),
            entry("ImportActive", "1"),
            entry("DiskValue", "3"),
            entry("DiskCount", "6"),
            entry(
                "Pool",
                "{\"Values\":[10],\"Counts\":[3],\"Max\":10,\"Min\":10,\"Count\":3,\"Sum\":30}"));
    total.set(5);
    registry.counter("orders").increment();
    assertThat(writtenLine().value("Calls")).isEqualTo("2");
  }
}
