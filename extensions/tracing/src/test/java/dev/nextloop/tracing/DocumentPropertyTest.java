package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.SAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.TraceHeader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever goes in, what comes out is JSON within the limit, and nothing is thrown. */
class DocumentPropertyTest {
  private static final TraceHeader TRACE = TraceHeader.parse(SAMPLED).orElseThrow();

  private static XrayTracer tracer(XrayDaemon daemon) {
    return XrayTracer.of(null, new FakeHost(), daemon, false);
  }

  @Property(tries = 150)
  void documentsAreJsonWhateverTheyHold(
      @ForAll String name,
      @ForAll @Size(max = 60) List<@StringLength(max = 100) String> texts,
      @ForAll Map<String, String> map,
      @ForAll double number,
      @ForAll BigDecimal big,
      @ForAll char lone)
      throws Exception {
    try (DaemonSocket socket = new DaemonSocket();
        XrayDaemon daemon = XrayDaemon.at(socket.address())) {
      Subsegment handler = tracer(daemon).handler(TRACE, name);
      for (int i = 0; i < texts.size(); i++) {
        handler.annotate("a" + i, texts.get(i));
      }
      handler.annotate("number", number).metadata(name, "map", map).metadata("m", name, big);
      // Half of a surrogate pair, as often as not.
      handler.metadata("m", "lone", lone).metadata(name, "texts", texts);
      handler.call(name, name).fail(new Exception(name)).end();
      handler.end();
      JsonNode document = socket.await();
      JsonNode call = document.at("/subsegments/0");
      if (call.isMissingNode()) {
        // There was no room for it: it went first, by itself.
        call = document;
        document = socket.await();
      }
      assertThat(document.path("name").asText()).isNotEmpty().hasSizeLessThanOrEqualTo(200);
      int kept = Math.min(50, texts.size());
      for (int i = 0; i < kept; i++) {
        String text = texts.get(i);
        assertThat(document.path("annotations").path("a" + i).asText())
            .isEqualTo(text.substring(0, Math.min(1_000, text.length())));
      }
      assertThat(call.path("fault").asBoolean()).isTrue();
      assertThat(daemon.dropped()).isZero();
    }
  }

  /** Parts with metadata of any size, which end in any order: each arrives, once. */
  @Property(tries = 60)
  void everyPartArrivesOnce(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int parts)
      throws Exception {
    try (DaemonSocket socket = new DaemonSocket();
        XrayDaemon daemon = XrayDaemon.at(socket.address())) {
      Random random = new Random(seed);
      List<Subsegment> open = new ArrayList<>(List.of(tracer(daemon).handler(TRACE, "0")));
      for (int i = 1; i < parts; i++) {
        Subsegment part = open.get(random.nextInt(open.size())).child("" + i);
        open.add(part.metadata("m", "fill", "x".repeat(random.nextInt(30_000))));
      }
      Collections.shuffle(open, random);
      open.forEach(Subsegment::end);
      Set<String> seen = new HashSet<>();
      while (seen.size() < parts) {
        collect(socket.await(), seen);
      }
      assertThat(socket.rest()).isEmpty();
      assertThat(daemon.dropped()).isZero();
    }
  }

  private static void collect(JsonNode part, Set<String> seen) {
    assertThat(seen.add(part.path("name").asText())).isTrue();
    part.path("subsegments").forEach(inner -> collect(inner, seen));
  }
}
