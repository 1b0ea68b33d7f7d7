package dev.nextloop.opentelemetry;

import static dev.nextloop.opentelemetry.Traced.SAMPLED;
import static dev.nextloop.opentelemetry.Traced.TRACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Propagation;
import dev.nextloop.opentelemetry.OpenTelemetryOptions.Parent;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose span an invocation's span is under, and what goes on to others. */
class ParentTest {
  private static final String W3C_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String W3C = "00-" + W3C_TRACE + "-00f067aa0ba902b7-01";
  private static final String XRAY = "Lambda-Runtime-Trace-Id: ";

  /** What the handler would send to others, by name. */
  private final Map<String, String> sent = new ConcurrentHashMap<>();

  private static String request(String headers) {
    return "{\"version\":\"2.0\",\"routeKey\":\"GET /x\",\"rawPath\":\"/x\",\"headers\":{"
        + headers
        + "},\"requestContext\":{\"http\":{\"method\":\"GET\"}}}";
  }

  private static String traceparent(String value) {
    return request("\"TraceParent\":\"" + value + "\"");
  }

  /** The span of one event; the handler injects. */
  private SpanData span(Traced traced, byte[] event) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(RuntimeApiScript.serving(0).offer(event));
        Traced client =
            traced.start(
                server,
                (body, call) -> {
                  Propagation.inject(call, sent::put);
                  return Future.succeededFuture(body);
                })) {
      return client.recorder.await(1).get(0);
    }
  }

  @Test
  void isTheSendersOfAnHttpEventAndThePlatformsIsALink() throws Exception {
    SpanData span = span(new Traced(), Traced.event(1, traceparent(W3C), XRAY + SAMPLED));
    assertThat(span.getTraceId()).isEqualTo(W3C_TRACE);
    assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.getLinks())
        .extracting(link -> link.getSpanContext().getTraceId())
        .containsExactly(TRACE);
    assertThat(sent.get("traceparent"))
        .isEqualTo("00-" + W3C_TRACE + "-" + span.getSpanId() + "-01");
  }

  @Test
  void isThePlatformsWhereThatIsAskedFor() throws Exception {
    Traced traced = new Traced().with(OpenTelemetryOptions.defaults().withParent(Parent.PLATFORM));
    SpanData span = span(traced, Traced.event(1, traceparent(W3C), XRAY + SAMPLED));
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(context -> context.getTraceId())
        .containsExactly(W3C_TRACE);
  }

  @Test
  void passesTheTraceOnInXraysHeaderWithItsOtherFields() throws Exception {
    SpanData span =
        span(new Traced(), Traced.event(1, "1", XRAY + SAMPLED + ";Lineage=1:a87bd80c:1"));
    assertThat(sent.get(Propagation.XRAY_HEADER))
        .isEqualTo(
            "Root=%s;Parent=%s;Sampled=1;Lineage=1:a87bd80c:1"
                .formatted(Traced.ROOT, span.getSpanId()));
  }

  @Test
  void isNotRecordedWhereThePlatformDoesNotSample() throws Exception {
    List<String> ids = new ArrayList<>();
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(Traced.event(1, "1", XRAY + SAMPLED.replace("Sampled=1", "Sampled=0")))
            .offer(Traced.event(2, "2", XRAY + SAMPLED));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Traced client =
            new Traced()
                .start(
                    server,
                    (body, call) -> {
                      Propagation.inject(
                          call,
                          (name, value) -> {
                            if (name.equals(Propagation.XRAY_HEADER)) {
                              ids.add(value);
                            }
                          });
                      return Future.succeededFuture(body);
                    })) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, Traced.LIMIT);
      assertThat(client.recorder.await(1)).hasSize(1);
      Traced.await(client.nextloop.stop());
      assertThat(client.recorder.spans()).hasSize(1);
      assertThat(client.flush.counts().begun()).isEqualTo(2); // one, and the last
    }
    // The decision goes on to others.
    assertThat(ids.get(0)).startsWith("Root=" + Traced.ROOT).endsWith("Sampled=0");
    assertThat(ids.get(1)).endsWith("Sampled=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Root=1-5759e988-bd862e3fe1be46a99427279z;Parent=53995c3f42cd8ad8;Sampled=1",
        "Parent=53995c3f42cd8ad8;Sampled=1",
        "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1",
        "Root=;;==;Parent",
        "x"
      })
  void beginsATraceWhereThePlatformsHeaderIsNone(String header) throws Exception {
    beginsATrace(span(new Traced(), Traced.event(1, "1", XRAY + header)));
  }

  private static void beginsATrace(SpanData span) {
    assertThat(span.getParentSpanId()).isEqualTo(SpanId.getInvalid());
    assertThat(span.getTraceId()).isNotEqualTo(TRACE);
    // X-Ray takes ids that begin with the time.
    long seconds = Long.parseLong(span.getTraceId().substring(0, 8), 16);
    assertThat(seconds)
        .isCloseTo(System.currentTimeMillis() / 1_000, org.assertj.core.data.Offset.offset(60L));
  }

  @Test
  void beginsATraceWhereThePlatformsHeaderIsTooLong() throws Exception {
    String header = XRAY + SAMPLED + ";x=" + "y".repeat(10_000);
    beginsATrace(span(new Traced(), Traced.event(1, "1", header)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e473z-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\\r\\nX-Evil: 1",
        "\\u0000",
        "00"
      })
  void fallsBackToThePlatformWhereTheSendersHeaderIsNone(String header) throws Exception {
    SpanData span = span(new Traced(), Traced.event(1, traceparent(header), XRAY + SAMPLED));
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getLinks()).isEmpty();
  }

  @Test
  void takesNoSendersHeaderOfTenKilobytes() throws Exception {
    String event =
        request("\"baggage\":\"a=" + "b".repeat(5_000) + "\",\"traceparent\":\"" + W3C + "\"");
    SpanData span = span(new Traced(), Traced.event(1, event, XRAY + SAMPLED));
    assertThat(span.getTraceId()).isEqualTo(W3C_TRACE);
    assertThat(sent).doesNotContainKey("baggage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%0d%0aX-Evil:%201",
        "x%3BRoot=1-00000000-000000000000000000000001",
        "%00",
        "%C3%A9"
      })
  void neverReflectsWhatCouldEndAHeaderOrAddAFieldToIt(String evil) throws Exception {
    // Lineage is the one entry that X-Ray's propagator writes into its own header.
    String baggage = "ok=1,Lineage=" + evil + ",other=" + evil;
    String event = request("\"baggage\":\"" + baggage + "\",\"traceparent\":\"" + W3C + "\"");
    SpanData span = span(new Traced(), Traced.event(1, event));
    assertThat(sent.get("baggage")).isEqualTo("ok=1");
    assertThat(sent.get(Propagation.XRAY_HEADER))
        .isEqualTo(
            "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=" + span.getSpanId() + ";Sampled=1");
  }
}
