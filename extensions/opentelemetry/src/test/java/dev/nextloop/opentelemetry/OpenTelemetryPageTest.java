package dev.nextloop.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Nextloop;
import dev.nextloop.opentelemetry.OpenTelemetryOptions.Parent;
import dev.nextloop.opentelemetry.OpenTelemetryOptions.Trigger;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/opentelemetry.md} says is so. */
class OpenTelemetryPageTest {
  private static final byte[] FIVE =
      Replies.raw("HTTP/1.1 200 OK", List.of("Content-Length: 1"), Replies.text("5"));

  @TempDir static Path classes;
  private static Page page;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    page = Page.named("opentelemetry.md");
    assertThat(page.compile(classes)).isEqualTo(2);
  }

  private static RuntimeApiScript api(String event) {
    return RuntimeApiScript.serving(0)
        .offer(Traced.event(1, event, "Lambda-Runtime-Trace-Id: " + Traced.SAMPLED));
  }

  @Test
  void theFirstSnippetTracesAnInvocationAndItsCall() throws Exception {
    Script stock = Script.script().forever(Script.script().readRequest().send(FIVE));
    Traced traced = new Traced().onVertx();
    try (ScriptedServer runtimeApi = ScriptedServer.serving(api("cup"));
        ScriptedServer shop = ScriptedServer.playing(stock).start();
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Future<?> started =
          (Future<?>)
              loader
                  .loadClass("shop.TracedShop")
                  .getMethod(
                      "start", Vertx.class, Endpoint.class, OpenTelemetrySdk.class, String.class)
                  .invoke(
                      null,
                      traced.vertx,
                      Endpoint.parse("API", runtimeApi.authority()),
                      traced.telemetry,
                      "http://" + shop.authority() + "/");
      List<SpanData> spans = traced.recorder.await(2);
      assertThat(spans)
          .extracting(SpanData::getKind)
          .containsExactly(SpanKind.CLIENT, SpanKind.SERVER);
      assertThat(runtimeApi.awaitRequests(RuntimeCall.RESPONSE, 1, Traced.LIMIT).get(0).text())
          .isEqualTo("5");
      assertThat(shop.requests().get(0).header("traceparent")).contains(spans.get(0).getSpanId());
      Traced.await(((Nextloop) started.result()).stop());
    } finally {
      traced.close();
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void theSecondSnippetsSpanIsCurrentInBlocking() throws Exception {
    Traced traced = new Traced();
    try (ScriptedServer runtimeApi = ScriptedServer.serving(api("o1"));
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      EventHandler<String, String> packing =
          (EventHandler<String, String>)
              loader
                  .loadClass("shop.Packing")
                  .getConstructor(OpenTelemetry.class)
                  .newInstance(traced.telemetry);
      traced.start(
          runtimeApi,
          (event, call) ->
              packing.handle(new String(event, StandardCharsets.UTF_8), call).map(Replies::text));
      SpanData span = traced.recorder.await(2).get(0);
      assertThat(span.getName()).isEqualTo("pack");
      assertThat(span.getTraceId()).isEqualTo(Traced.TRACE);
      assertThat(span.getAttributes().get(AttributeKey.stringKey("order"))).isEqualTo("o1");
    } finally {
      traced.close();
    }
  }

  @Test
  void theTableHasTheSettingsWithTheirDefaults() {
    OpenTelemetryOptions defaults = OpenTelemetryOptions.defaults();
    assertThat(page.text())
        .contains(row("PARENT", defaults.parent(), Parent.values()))
        .contains(row("TRIGGER", defaults.trigger(), Trigger.values()));
  }

  private static String row(String name, Enum<?> otherwise, Enum<?>[] values) {
    String all =
        Arrays.stream(values).map(OpenTelemetryPageTest::code).collect(Collectors.joining(", "));
    return "| `NEXTLOOP_OTEL_" + name + "` | " + code(otherwise) + " | " + all;
  }

  private static String code(Enum<?> value) {
    return "`" + value.name().toLowerCase(Locale.ROOT) + "`";
  }
}
