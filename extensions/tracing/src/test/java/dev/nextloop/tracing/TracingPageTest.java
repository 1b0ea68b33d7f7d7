package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.LIMIT;
import static dev.nextloop.tracing.Function.PARENT;
import static dev.nextloop.tracing.Function.ROOT;
import static dev.nextloop.tracing.Function.SAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.Nextloop;
import dev.nextloop.spi.Host;
import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/tracing.md} says is so. */
class TracingPageTest {

  @TempDir static Path classes;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    assertThat(Page.named("tracing.md").compile(classes)).isEqualTo(3);
  }

  private static RuntimeApiScript api(String event) {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000);
    api.offer(
        Replies.event(
            RuntimeApiScript.id(1),
            System.currentTimeMillis() + 60_000,
            Replies.text(event),
            "Lambda-Runtime-Trace-Id: " + SAMPLED));
    return api;
  }

  private static StandAlone start(String handler, ScriptedServer server, String name, String value)
      throws Exception {
    return StandAlone.start(
        classes + File.pathSeparator + System.getProperty("java.class.path"),
        Map.of("_HANDLER", handler, "AWS_LAMBDA_RUNTIME_API", server.authority(), name, value));
  }

  @Test
  void theFirstSnippetHandsTheHeadersToAnotherClient() throws Exception {
    try (Backend backend = new Backend();
        ScriptedServer server = ScriptedServer.serving(api(backend.url("/a")));
        StandAlone unused = start("shop.Forward", server, "NEXTLOOP_ENGINE", "direct")) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo("hello");
      assertThat(backend.await().trace()).isEqualTo(SAMPLED);
    }
  }

  @Test
  void theSecondSnippetAddsToTheHandlersSubsegment() throws Exception {
    try (Backend backend = new Backend();
        DaemonSocket daemon = new DaemonSocket();
        ScriptedServer server = ScriptedServer.serving(api("cup"));
        StandAlone unused =
            StandAlone.start(
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                Map.of(
                    "_HANDLER", "shop.Stock",
                    "AWS_LAMBDA_RUNTIME_API", server.authority(),
                    "AWS_XRAY_DAEMON_ADDRESS", daemon.authority(),
                    "STOCK_URL", backend.url("/stock")))) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo("3hello");
      JsonNode handler = daemon.await();
      assertThat(handler.at("/annotations/article").asText()).isEqualTo("cup");
      assertThat(handler.at("/annotations/ColdStart").asBoolean()).isTrue();
      assertThat(handler.at("/subsegments/0/metadata/shop/count").asInt()).isEqualTo(3);
      assertThat(handler.at("/subsegments/1/http/request/url").asText())
          .isEqualTo(backend.url("/stock"));
    }
  }

  @Test
  void theThirdSnippetTracesAClientThatIsBuiltInCode() throws Exception {
    try (DaemonSocket daemon = new DaemonSocket();
        ScriptedServer server = ScriptedServer.serving(api("x"));
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      FakeHost host = new FakeHost().with("AWS_XRAY_DAEMON_ADDRESS", daemon.authority());
      host.with("AWS_LAMBDA_RUNTIME_API", server.authority()).with("NEXTLOOP_LANES", "2");
      Future<?> started =
          (Future<?>)
              loader.loadClass("shop.Traced").getMethod("start", Host.class).invoke(null, host);
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo("thought of x");
      JsonNode handler = daemon.await();
      assertThat(handler.path("trace_id").asText()).isEqualTo(ROOT);
      assertThat(handler.path("parent_id").asText()).isEqualTo(PARENT);
      assertThat(handler.at("/subsegments/0/name").asText()).isEqualTo("think");
      Nextloop nextloop = (Nextloop) started.result();
      var vertx = nextloop.vertx();
      Backend.await(nextloop.stop().eventually(() -> vertx.close()));
    }
  }
}
