package dev.nextloop.opentelemetry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any bytes are looked at without harm, and stay as they are. */
class EventLookPropertyTest {
  private static final Set<String> HEADERS = Set.of("traceparent");
  private static final Set<String> TRIGGERS =
      Set.of("http", "pubsub", "datasource", "timer", "other");

  @Provide
  Arbitrary<String> events() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"Records\":[{",
            "\"eventSource\":\"aws:sqs\"",
            "\"headers\":{",
            "\"traceparent\":",
            "\"requestContext\":{",
            "\"http\":{",
            "null",
            "\"attributes\":{",
            "\"AWSTraceHeader\":",
            "\"é\"",
            "1e999",
            "\\ud800",
            " ");
    return parts.list().ofMaxSize(40).map(list -> "{" + String.join("", list));
  }

  @Property
  void madeOfPiecesOfEvents(@ForAll("events") String event) {
    look(event.getBytes(StandardCharsets.UTF_8));
  }

  @Property
  void madeOfAnything(@ForAll byte[] bytes) {
    look(bytes);
  }

  @Property(tries = 300)
  void cutOffAnywhere(@ForAll("cuts") int at) {
    byte[] batch = EventLookTest.batch(40, "é".repeat(200)).getBytes(StandardCharsets.UTF_8);
    look(java.util.Arrays.copyOf(batch, Math.min(at, batch.length)));
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, 30_000);
  }

  private static void look(byte[] bytes) {
    ByteBuffer event = ByteBuffer.wrap(bytes);
    EventFacts facts = EventLook.at(event, HEADERS);
    assertThat(TRIGGERS).contains(facts.trigger());
    assertThat(facts.senders.size()).isLessThanOrEqualTo(EventFacts.MOST_LINKS);
    assertThat(ReplyLook.status(Reply.json(event))).isBetween(0, 999);
    assertThat(event.position()).isZero();
    assertThat(event.remaining()).isEqualTo(bytes.length);
  }
}
