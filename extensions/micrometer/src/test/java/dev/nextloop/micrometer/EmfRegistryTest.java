package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines for CloudWatch: each is checked by the published schema. */
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
