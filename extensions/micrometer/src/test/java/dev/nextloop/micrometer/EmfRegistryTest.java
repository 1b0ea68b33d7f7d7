package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written for CloudWatch: each line is checked by the published schema. */
class EmfRegistryTest {
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
  void aLineHasNamesUnitsAndDimensionsAsCloudWatchTakesThem() {
    registry.counter("nextloop.invocations", "outcome", "success").increment();
    registry.timer("orders.lookup").record(1_234_567, TimeUnit.NANOSECONDS);
    DistributionSummary.builder("basket.size").baseUnit("bytes").register(registry).record(12);
    long before = host.now();
    Line line = writtenLine();
    assertThat(line.timestamp()).isBetween(before, host.now());
    assertThat(line.told("Invocations"))
        .isEqualTo(
            "\"Nextloop\" [[\"FunctionName\",\"Outcome\"]]"
                + " {\"Name\":\"Invocations\",\"Unit\":\"Count\"}");
    assertThat(line.told("OrdersLookup"))
        .isEqualTo(
            "\"Nextloop\" [[\"FunctionName\"]]"
                + " {\"Name\":\"OrdersLookup\",\"Unit\":\"Milliseconds\"}");
    assertThat(line.told("BasketSize")).endsWith("\"Unit\":\"Bytes\"}");
    assertThat(line.value("FunctionName")).isEqualTo("\"orders\"");
    assertThat(line.value("Outcome")).isEqualTo("\"success\"");
    assertThat(line.value("Invocations")).isEqualTo("1");
    assertThat(line.value("OrdersLookup")).isEqualTo("1.234567");
    assertThat(line.value("BasketSize")).isEqualTo("12");
  }

  @Test
  void eachLineHasWhatWasAddedSinceTheLastAndNothingIsNoLine() {
    Counter counter = registry.counter("orders");
    Timer timer = registry.timer("lookup");
    counter.increment(2);
    assertThat(writtenLine().value("Orders")).isEqualTo("2");
    assertThat(written()).isEmpty();
    counter.increment(3);
    timer.record(Duration.ofMillis(5));
    timer.record(Duration.ofMillis(6));
    Line line = writtenLine();
    assertThat(line.value("Orders")).isEqualTo("3");
    assertThat(line.value("Lookup")).isEqualTo("[5,6]");
    assertThat(counter.count()).isEqualTo(5);
    assertThat(timer.count()).isEqualTo(2);
    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(11);
    assertThat(timer.max(TimeUnit.MILLISECONDS)).isEqualTo(6);
  }

  @Test
  void aHundredAndOneMetricsAreTwoLines() {
    for (int i = 0; i < 101; i++) {
      registry.counter("metric" + i).increment();
    }
    List<Line> lines = written();
    // The first has a place for the registry's own counter.
    assertThat(lines).extracting(line -> line.metrics().size()).containsExactly(99, 2);
  }

  @Test
  void metricsOfOneNameWithTwoValuesOfATagAreTwoLines() {
    registry.counter("orders", "kind", "new").increment();
    registry.counter("orders", "kind", "old").increment(2);
    registry.counter("errors").increment(3);
    List<Line> lines = written();
    assertThat(lines).extracting(line -> line.value("Orders")).containsExactly("1", "2");
    assertThat(lines).extracting(line -> line.value("Kind")).containsExactly("\"new\"", "\"old\"");
    assertThat(lines.get(0).value("Errors")).isEqualTo("3");
  }

  @Test
  void aLineHasNoValueOfATagThatIsNotInIt() {
    registry.counter("orders", "kind", "new").increment();
    registry.counter("errors").increment();
    written();
    registry.counter("errors").increment();
    assertThat(writtenLine().value("Kind")).isNull();
  }

  @Test
  void moreThanThirtyDimensionsAreTwoSets() {
    List<Tag> tags = new ArrayList<>();
    IntStream.range(0, 40).forEach(i -> tags.add(Tag.of("tag" + (char) ('a' + i % 26) + i, "v")));
    registry.counter("orders", tags).increment();
    Line line = writtenLine();
    List<Integer> sizes = new ArrayList<>();
    line.directives().iterator().next().get("Dimensions").forEach(set -> sizes.add(set.size()));
    assertThat(sizes).containsExactly(30, 11);
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
  void tenThousandValuesOfATagAreBoundedAndTheRestIsCountedAndSaidOnce() {
    for (int i = 0; i < 10_000; i++) {
      registry.counter("orders", "customer", "c" + i).increment();
    }
    registry.write();
    List<String> said = host.log().stream().filter(line -> !Line.isOne(line)).toList();
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("1000 metrics", "'orders'", "fewer values");
    assertThat(registry.getMeters()).hasSize(1_000);
    List<Line> lines = host.lines();
    assertThat(lines).filteredOn(line -> line.value("Orders") != null).hasSize(999);
    assertThat(registry.counter("nextloop.telemetry.dropped", "sink", "emf").count())
        .isEqualTo(9_001);
  }

  @Test
  void aMeterThatIsRemovedMakesRoom() {
    EmfRegistry small = EmfRegistry.of(options.withMaxMetrics(2), host);
    for (int i = 0; i < 50; i++) {
      Counter counter = small.counter("orders", "customer", "c" + i);
      counter.increment();
      small.write();
      small.remove(counter);
      small.write();
    }
    assertThat(host.lines()).hasSize(50);
    assertThat(small.counter("nextloop.telemetry.dropped", "sink", "emf").count()).isZero();
  }

  @Test
  void aLogThatFailsIsCountedAndNeverThrown() {
    List<String> taken = new ArrayList<>();
    boolean[] closed = {true};
    EmfRegistry other =
        EmfRegistry.of(
            options,
            host,
            line -> {
              if (closed[0]) {
                throw new IllegalStateException("broken pipe");
              }
              taken.add(line);
            });
    other.counter("orders").increment();
    assertThatCode(other::write).doesNotThrowAnyException();
    closed[0] = false;
    other.write();
    assertThat(taken).hasSize(1);
    assertThat(Line.of(taken.get(0)).value("TelemetryDropped")).isEqualTo("1");
  }

  @Test
  void namesThatCloudWatchDoesNotTakeAreChanged() {
    registry.counter("bestellung.größe", "straße", "Käse\n").increment();
    registry.counter(":x", ":key", " ").increment();
    registry.counter("a".repeat(300), "k".repeat(300), "v".repeat(2_000)).increment();
    registry.counter("_aws").increment();
    registry.counter("function.name", "requestId", "1").increment();
    registry.counter("quote\"d", "back\\slash", "\"").increment();
    Set<String> names = new TreeSet<>();
    written().forEach(line -> names.addAll(line.metrics()));
    assertThat(names)
        .contains("Bestellung.gr__e".replace(".g", "G"), "_aws_", "FunctionName_", "Quote\"d");
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

  @Test
  void aHugeAmountIsSplitBelowTheSizeOfALogEvent() {
    for (int i = 0; i < 99; i++) {
      DistributionSummary summary = registry.summary("m" + "x".repeat(240) + i);
      for (int value = 1; value <= 100; value++) {
        summary.record(Math.PI * 1e-6 * value);
      }
    }
    // The size of each is checked with the rest.
    List<Line> lines = written();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).metrics().size() + lines.get(1).metrics().size()).isEqualTo(99);
  }

  @Test
  void closingWritesTheRest() {
    registry.counter("orders").increment();
    registry.close();
    assertThat(host.lines()).hasSize(1);
  }

  @Test
  void dimensionsKeepTheirOrder() {
    Map<String, String> two = new LinkedHashMap<>();
    two.put("Zone", "a");
    two.put("App", "shop");
    EmfRegistry other = EmfRegistry.of(options.withDimensions(two), host);
    other.counter("orders").increment();
    other.write();
    assertThat(host.lines().get(0).told("Orders")).contains("[[\"Zone\",\"App\"]]");
  }
}
