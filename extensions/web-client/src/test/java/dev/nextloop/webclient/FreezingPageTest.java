package dev.nextloop.webclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Nextloop;
import dev.nextloop.launch.Main;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/freezing.md} says is so. */
class FreezingPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] FIVE =
      Replies.raw("HTTP/1.1 200 OK", List.of("Content-Length: 1"), Replies.text("5"));
  private static final Script STOCK =
      Script.script().forever(Script.script().readRequest().send(FIVE));

  @TempDir static Path classes;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    assertThat(Page.named("freezing.md").compile(classes)).isEqualTo(2);
  }

  private static RuntimeApiScript api(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  private static String lastResponse(ScriptedServer server, int count) {
    return server.awaitRequests(RuntimeCall.RESPONSE, count, LIMIT).get(count - 1).text();
  }

  /** The event that thaws the process comes while the stock server's close lies unread. */
  @Test
  void theFirstSnippetCallsOnThroughAFreeze() throws Exception {
    Gate frozen = new Gate();
    Script closes = Script.script().readRequest().send(FIVE).whenReleased(frozen).close();
    RuntimeApiScript api = api("cup");
    try (ScriptedServer runtimeApi = ScriptedServer.serving(api);
        ScriptedServer stock = ScriptedServer.playing(closes).otherwise(STOCK).start();
        OtherJvm function =
            OtherJvm.start(
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                Map.of(
                    "AWS_LAMBDA_RUNTIME_API",
                    runtimeApi.authority(),
                    "_HANDLER",
                    "shop.StockHandler",
                    "STOCK_URL",
                    "http://" + stock.authority() + "/"),
                Main.class.getName())) {
      assertThat(lastResponse(runtimeApi, 1)).isEqualTo("5");
      runtimeApi.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      function.freeze(
          () -> {
            frozen.release();
            stock.awaitOpenConnections(0, LIMIT);
            api.offer(Replies.event("b", 0, Replies.text("jug")));
          });
      function.thaw();
      runtimeApi.awaitRequests(RuntimeCall.NEXT, 3, LIMIT);
      assertThat(runtimeApi.requests(RuntimeCall.ERROR))
          .extracting(RecordedRequest::text)
          .isEmpty();
      assertThat(lastResponse(runtimeApi, 2)).isEqualTo("5");
      assertThat(stock.requests().get(1).target()).isEqualTo("/jug");
      assertThat(stock.connections()).isEqualTo(2);
    }
  }

  @Test
  void theSecondSnippetGivesUpACallInTime() throws Exception {
    Vertx vertx = Vertx.vertx();
    Script silent = Script.script().readRequest().awaitClose();
    try (ScriptedServer slow = ScriptedServer.playing(silent).start();
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      String url = "http://" + slow.authority() + "/";
      Script late =
          Script.script()
              .reply(
                  poll ->
                      Replies.event("a", System.currentTimeMillis() + 1_200, Replies.text(url)));
      try (ScriptedServer runtimeApi =
          ScriptedServer.serving(api().onCall(RuntimeCall.NEXT, 1, late))) {
        Object relay =
            loader.loadClass("shop.Relay").getConstructor(Vertx.class).newInstance(vertx);
        Future<?> started =
            (Future<?>)
                relay
                    .getClass()
                    .getMethod("start", Vertx.class, Endpoint.class)
                    .invoke(relay, vertx, Endpoint.parse("API", runtimeApi.authority()));
        assertThat(runtimeApi.awaitRequests(RuntimeCall.ERROR, 1, LIMIT).get(0).text())
            .contains("Runtime.HandlerTimeout");
        slow.awaitOpenConnections(0, LIMIT);
        GuardFixture.await(((Nextloop) started.result()).stop());
      }
    } finally {
      GuardFixture.await(vertx.close());
    }
  }
}
