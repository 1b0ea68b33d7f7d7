package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.PARENT;
import static dev.nextloop.tracing.Function.ROOT;
import static dev.nextloop.tracing.Function.SAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.TraceHeader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents as the daemon gets them. */
class SubsegmentTest {
  private static final TraceHeader TRACE = TraceHeader.parse(SAMPLED).orElseThrow();

  private final FakeHost host = new FakeHost();
  private DaemonSocket socket;
  private XrayDaemon daemon;
  private XrayTracer tracer;
  private Subsegment handler;

  @BeforeEach
  void startDaemon() throws Exception {
    socket = new DaemonSocket();
    daemon = XrayDaemon.at(socket.address());
    tracer = XrayTracer.of(null, host, daemon, false);
    handler = tracer.handler(TRACE, "## handler");
  }

  @AfterEach
  void stopDaemon() {
    daemon.close();
    socket.close();
  }

  private JsonNode sent() throws Exception {
    handler.end();
    return socket.await();
  }

  @Test
  void isOneDatagramOfAHeaderLineAndADocument() throws Exception {
    handler.annotate("Service", "orders").end();
    String id = "[0-9a-f]{16}";
    String time = "\\d{10}\\.\\d{6}";
    assertThat(socket.awaitText())
        .matches(
            "\\{\"format\": \"json\", \"version\": 1\\}\n"
                + "\\{\"type\":\"subsegment\",\"trace_id\":\""
                + ROOT
                + "\","
                + "\"parent_id\":\""
                + PARENT
                + "\",\"name\":\"## handler\","
                + "\"id\":\""
                + id
                + "\",\"start_time\":"
                + time
                + ",\"end_time\":"
                + time
                + ","
                + "\"annotations\":\\{\"Service\":\"orders\"\\}\\}");
  }

  @Test
  void holdsItsPartsAndTheirs() throws Exception {
    Subsegment load = handler.child("load");
    load.child("parse").annotate("lines", 3).end();
    load.end();
    handler.child("store").end();
    JsonNode document = sent();
    assertThat(document.path("subsegments")).hasSize(2);
    JsonNode parse = document.at("/subsegments/0/subsegments/0");
    assertThat(parse.path("name").asText()).isEqualTo("parse");
    assertThat(parse.at("/annotations/lines").asInt()).isEqualTo(3);
    assertThat(parse.has("trace_id") || parse.has("parent_id") || parse.has("type")).isFalse();
    assertThat(parse.path("start_time").decimalValue())
        .isGreaterThanOrEqualTo(document.path("start_time").decimalValue());
    assertThat(socket.rest()).isEmpty();
  }

  @Test
  void isSentByItselfWhenItEndsBehindItsParent() throws Exception {
    Subsegment late = handler.child("late");
    JsonNode parent = sent();
    late.end();
    JsonNode document = socket.await();
    assertThat(document.path("parent_id")).isEqualTo(parent.path("id"));
    assertThat(document.path("trace_id").asText()).isEqualTo(ROOT);
    assertThat(document.path("type").asText()).isEqualTo("subsegment");
  }

  @Test
  void keepsAHundredPartsAndSendsTheOthersByThemselves() throws Exception {
    for (int i = 0; i < 150; i++) {
      handler.child("part" + i).end();
    }
    List<JsonNode> alone = socket.await(50);
    JsonNode document = sent();
    assertThat(document.path("subsegments")).hasSize(100);
    assertThat(alone)
        .allSatisfy(part -> assertThat(part.path("parent_id")).isEqualTo(document.path("id")));
  }

  @Test
  void isSplitWhereTheWholeIsTooLong() throws Exception {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      names.add("part" + i);
      handler.child("part" + i).metadata("m", "big", "x".repeat(6_000)).end();
    }
    handler.metadata("m", "own", "y".repeat(40_000));
    handler.end();
    Set<String> seen = new HashSet<>();
    JsonNode whole = null;
    while (seen.size() < 9 || whole == null) {
      JsonNode document = socket.await();
      if (document.path("name").asText().equals("## handler")) {
        whole = document;
        document.path("subsegments").forEach(part -> seen.add(part.path("name").asText()));
      } else {
        seen.add(document.path("name").asText());
      }
    }
    assertThat(seen).isEqualTo(names);
    assertThat(whole.path("subsegments")).hasSize(3);
    assertThat(whole.at("/metadata/m/own").asText()).hasSize(40_000);
    assertThat(daemon.dropped()).isZero();
  }

  @Test
  void losesMetadataFirstThenFramesThenIsDroppedAndCounted() throws Exception {
    handler.metadata("m", "big", "x".repeat(50_000)).fail(deep(6));
    fill(handler, 8);
    JsonNode document = sent();
    assertThat(document.has("metadata")).isFalse();
    assertThat(document.at("/cause/exceptions/0/stack")).isNotEmpty();

    handler = tracer.handler(TRACE, "second");
    handler.fail(deep(16));
    fill(handler, 50);
    document = sent();
    assertThat(document.at("/cause/exceptions/0/type").asText()).contains("IllegalState");
    assertThat(document.at("/cause/exceptions/0").has("stack")).isFalse();

    handler = tracer.handler(TRACE, "third");
    for (int i = 0; i < 50; i++) {
      handler.annotate("a" + i, "\u4e2d".repeat(1_000));
    }
    Subsegment part = handler.child("part");
    part.end();
    handler.end();
    assertThat(socket.await().path("name").asText()).isEqualTo("part");
    assertThat(daemon.dropped()).isEqualTo(1);
  }

  private static void fill(Subsegment subsegment, int annotations) {
    for (int i = 0; i < annotations; i++) {
      subsegment.annotate("a" + i, "v".repeat(1_000));
    }
  }

  private static Throwable deep(int causes) {
    return causes == 1
        ? new IllegalStateException("m".repeat(100))
        : new IllegalStateException("m".repeat(100), deep(causes - 1));
  }

  @Test
  void tellsAFailureWithItsCauses() throws Exception {
    handler.fail(new IllegalStateException("no stock", new java.io.IOException("\ud83d\ude00\n")));
    JsonNode document = sent();
    assertThat(document.path("fault").asBoolean()).isTrue();
    assertThat(document.at("/cause/working_directory").asText()).isEqualTo("/var/task");
    JsonNode first = document.at("/cause/exceptions/0");
    JsonNode second = document.at("/cause/exceptions/1");
    assertThat(first.path("type").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(first.path("message").asText()).isEqualTo("no stock");
    assertThat(first.path("cause")).isEqualTo(second.path("id"));
    assertThat(first.at("/stack/0/path").asText()).isEqualTo("SubsegmentTest.java");
    assertThat(first.at("/stack/0/label").asText()).isEqualTo("tellsAFailureWithItsCauses");
    assertThat(first.at("/stack/0/line").asInt()).isPositive();
    assertThat(second.path("message").asText()).isEqualTo("\ud83d\ude00\n");
    assertThat(second.has("cause")).isFalse();
  }

  @Test
  void cutsLongStacks() throws Exception {
    Exception deep = new Exception("deep");
    StackTraceElement frame = new StackTraceElement("a.B", "c", null, 1);
    deep.setStackTrace(Collections.nCopies(10_000, frame).toArray(new StackTraceElement[0]));
    handler.fail(deep);
    JsonNode exception = sent().at("/cause/exceptions/0");
    assertThat(exception.path("stack")).hasSize(50);
    assertThat(exception.path("truncated").asInt()).isEqualTo(9_950);
    assertThat(exception.at("/stack/0/path").asText()).isEqualTo("a.B");
  }

  @Test
  void cleansItsName() throws Exception {
    handler.child("a\"b\n{c}").end();
    handler.child("").end();
    handler.child("\u00e9-" + "x".repeat(300)).end();
    JsonNode parts = sent().path("subsegments");
    assertThat(parts.at("/0/name").asText()).isEqualTo("a_b__c_");
    assertThat(parts.at("/1/name").asText()).isEqualTo("unnamed");
    assertThat(parts.at("/2/name").asText()).hasSize(200).startsWith("\u00e9-x");
  }

  @ParameterizedTest
  @CsvSource({
    "http://u:secret@shop.io:8080/a/b@c?token=1#x, http://shop.io:8080/a/b@c, shop.io",
    "https://[::1]:81/?q=a/b, https://[::1]:81/, ::1",
    "shop.io/a, shop.io/a, shop.io",
    "http://, http://, unnamed",
    "?, '', unnamed",
  })
  void namesACallByItsHostAndHidesWhatIsSecretInItsUrl(String url, String shown, String name)
      throws Exception {
    handler.call("GET", url).status(200).end();
    JsonNode call = sent().at("/subsegments/0");
    assertThat(call.at("/http/request/url").asText()).isEqualTo(shown);
    assertThat(call.path("name").asText()).isEqualTo(name);
  }

  @Test
  void doesNothingBehindItsEnd() throws Exception {
    JsonNode document = sent();
    handler.annotate("late", 1).metadata("m", "k", "v").fail(new Exception()).error().throttle();
    handler.fault().status(500).end();
    assertThat(document.has("annotations") || document.has("fault")).isFalse();
    assertThat(socket.rest()).isEmpty();
    assertThat(daemon.sent()).isEqualTo(1);
  }

  @Test
  void endsWithAFuture() throws Exception {
    Future<String> work = Future.failedFuture("no");
    assertThat(handler.child("work").endWith(work)).isSameAs(work);
    handler.child("well").endWith(Future.succeededFuture(1));
    JsonNode parts = sent().path("subsegments");
    assertThat(parts.at("/0/fault").asBoolean()).isTrue();
    assertThat(parts.get(1).has("fault")).isFalse();
  }

  @Test
  void isMarkedByHand() throws Exception {
    handler.child("e").error().end();
    handler.child("t").throttle().end();
    handler.child("f").fault().end();
    JsonNode parts = sent().path("subsegments");
    assertThat(parts.get(0).path("error").asBoolean()).isTrue();
    assertThat(parts.get(1).path("throttle").asBoolean() && parts.get(1).has("error")).isTrue();
    assertThat(parts.get(2).path("fault").asBoolean()).isTrue();
  }

  @Test
  void isPartOfASegmentOutsideOfLambda() throws Exception {
    Subsegment segment = tracer.segment("shop");
    List<String> carried = new ArrayList<>();
    segment.inject((name, value) -> carried.add(name + ": " + value));
    segment.child("load").end();
    segment.end();
    JsonNode document = socket.await();
    assertThat(document.has("type") || document.has("parent_id")).isFalse();
    assertThat(document.path("trace_id").asText()).matches("1-[0-9a-f]{8}-[0-9a-f]{24}");
    assertThat(document.path("subsegments")).hasSize(1);
    String header =
        "X-Amzn-Trace-Id: Root="
            + document.path("trace_id").asText()
            + ";Parent="
            + document.path("id").asText()
            + ";Sampled=1";
    assertThat(carried).containsExactly(header);

    tracer.segment(TRACE, "shop").end();
    JsonNode second = socket.await();
    assertThat(second.path("trace_id").asText()).isEqualTo(ROOT);
    assertThat(second.path("parent_id").asText()).isEqualTo(PARENT);
  }
}
