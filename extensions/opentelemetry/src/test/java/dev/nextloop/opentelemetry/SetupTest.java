package dev.nextloop.opentelemetry;

import static dev.nextloop.opentelemetry.Traced.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A stand-alone function whose spans go out by OTLP, with what is on its class path. */
class SetupTest {
  private static final String AUTOCONFIGURE = "opentelemetry-sdk-extension-autoconfigure-1";
  private static final String EXPORTER = "opentelemetry-exporter-otlp-1";

  private final Map<String, String> variables = new HashMap<>();

  private static RuntimeApiScript api() {
    return RuntimeApiScript.serving(0)
        .offer(Traced.event(1, "1", "Lambda-Runtime-Trace-Id: " + Traced.SAMPLED));
  }

  private FunctionProcess start(ScriptedServer runtimeApi, String... without) throws Exception {
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi.authority());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "orders");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    variables.put("AWS_REGION", "eu-central-1");
    variables.put("_HANDLER", CallingHandler.class.getName());
    variables.put("NEXTLOOP_SETUP", OpenTelemetrySetup.class.getName());
    // Long enough for a first export on a busy machine.
    variables.put("NEXTLOOP_FLUSH_BUDGET_MS", "20000");
    return FunctionProcess.start(variables, without);
  }

  private static Map<String, String> facts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                one ->
                    one.getValue().hasIntValue()
                        ? "" + one.getValue().getIntValue()
                        : one.getValue().getStringValue()));
  }

  private static Span span(ResourceSpans all, Span.SpanKind kind) {
    return all.getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .filter(span -> span.getKind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static String hex(com.google.protobuf.ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /** Both spans are there before the next poll, and the called service has seen the call's id. */
  private Map<String, String> exported(
      Collector collector, ScriptedServer runtimeApi, FunctionProcess function) throws Exception {
    ResourceSpans spans = collector.spans.poll(20, TimeUnit.SECONDS);
    assertThat(spans).as("what the function says: %s", function.lines()).isNotNull();
    runtimeApi.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
    Span server = span(spans, Span.SpanKind.SPAN_KIND_SERVER);
    Span call = span(spans, Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(hex(server.getTraceId())).isEqualTo(Traced.TRACE);
    assertThat(call.getParentSpanId()).isEqualTo(server.getSpanId());
    assertThat(facts(server.getAttributesList()))
        .containsEntry("faas.invocation_id", RuntimeApiScript.id(1));
    MultiMap headers = collector.calls.poll(20, TimeUnit.SECONDS);
    assertThat(headers.get("traceparent"))
        .isEqualTo("00-" + Traced.TRACE + "-" + hex(call.getSpanId()) + "-01");
    assertThat(headers.get("X-Amzn-Trace-Id"))
        .isEqualTo("Root=" + Traced.ROOT + ";Parent=" + hex(call.getSpanId()) + ";Sampled=1");
    return facts(spans.getResource().getAttributesList());
  }

  @Test
  void isConfiguredByOpenTelemetrysOwnSettings() throws Exception {
    try (Collector collector = new Collector();
        ScriptedServer runtimeApi = ScriptedServer.serving(api())) {
      variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
      variables.put("OTEL_RESOURCE_ATTRIBUTES", "team=shop");
      variables.put("CALLED_URL", collector.url() + "/stock");
      try (FunctionProcess function = start(runtimeApi)) {
        assertThat(exported(collector, runtimeApi, function))
            .containsEntry("service.name", "orders")
            .containsEntry("team", "shop")
            .containsEntry("cloud.provider", "aws")
            .containsEntry("cloud.region", "eu-central-1")
            .containsEntry("faas.name", "orders")
            .containsEntry("faas.max_memory", "536870912");
        assertThat(function.lines()).isEmpty();
      }
    }
  }

  @Test
  void needsNoMoreThanTheExporter() throws Exception {
    try (Collector collector = new Collector();
        ScriptedServer runtimeApi = ScriptedServer.serving(api())) {
      variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url() + "/");
      variables.put("OTEL_EXPORTER_OTLP_HEADERS", "x-key=a%20b");
      variables.put("OTEL_SERVICE_NAME", "shop");
      variables.put("OTEL_TRACES_SAMPLER", "always_on");
      variables.put("CALLED_URL", collector.url() + "/stock");
      try (FunctionProcess function = start(runtimeApi, AUTOCONFIGURE)) {
        assertThat(exported(collector, runtimeApi, function))
            .containsEntry("service.name", "shop")
            .containsEntry("faas.name", "orders");
        assertThat(collector.exports.poll(20, TimeUnit.SECONDS).get("x-key")).isEqualTo("a b");
        assertThat(function.lines())
            .hasSize(1)
            .allMatch(line -> line.contains("[OTEL_TRACES_SAMPLER]"));
      }
    }
  }

  @Test
  void saysWhatIsMissingWhereThereIsNoExporter() throws Exception {
    try (ScriptedServer runtimeApi = ScriptedServer.serving(api());
        FunctionProcess function = start(runtimeApi, AUTOCONFIGURE, EXPORTER)) {
      assertThat(runtimeApi.awaitRequests(RuntimeCall.INIT_ERROR, 1, LIMIT).get(0).text())
          .contains("Runtime.InvalidConfiguration", "io.opentelemetry:opentelemetry-exporter-otlp");
      assertThat(function.process().waitFor()).isEqualTo(1);
    }
  }
}
