package dev.nextloop.webclient;

import static dev.nextloop.webclient.ClientFixture.LIMIT;
import static dev.nextloop.webclient.ClientFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.launch.Main;
import dev.nextloop.spi.Host;
import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/outgoing-calls.md} says is so. */
class OutgoingCallsPageTest {
  private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";

  @TempDir static Path classes;
  private static Page page;
  private static URLClassLoader loader;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    page = Page.named("outgoing-calls.md");
    assertThat(page.compile(classes)).isEqualTo(3);
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }

  @AfterAll
  static void close() throws Exception {
    loader.close();
  }

  private static Class<?> shop(String name) throws Exception {
    return loader.loadClass("shop." + name);
  }

  @Test
  void theFirstSnippetCallsWithTheTraceOfItsInvocation() throws Exception {
    byte[] five = Replies.raw("HTTP/1.1 200 OK", List.of("Content-Length: 1"), Replies.text("5"));
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(
                Replies.event(
                    "a",
                    System.currentTimeMillis() + 60_000,
                    Replies.text("cup"),
                    "Lambda-Runtime-Trace-Id: " + TRACE));
    try (ScriptedServer runtimeApi = ScriptedServer.serving(api);
        ScriptedServer prices =
            ScriptedServer.playing(Script.script().readRequest().send(five)).start();
        OtherJvm function =
            OtherJvm.start(
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                Map.of(
                    "AWS_LAMBDA_RUNTIME_API",
                    runtimeApi.authority(),
                    "_HANDLER",
                    "shop.PriceHandler",
                    "PRICE_URL",
                    "http://" + prices.authority() + "/"),
                Main.class.getName())) {
      assertThat(runtimeApi.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo("5");
      assertThat(prices.requests().get(0).target()).isEqualTo("/cup");
      assertThat(prices.requests().get(0).header("X-Amzn-Trace-Id")).isEqualTo(TRACE);
      assertThat(prices.requests().get(0).header("accept")).isEqualTo("text/plain");
      assertThat(function.process().isAlive()).isTrue();
    }
  }

  @Test
  void theSecondSnippetCountsInMicrometer() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    CallObserver observer =
        (CallObserver)
            shop("CallMeters").getMethod("of", MeterRegistry.class).invoke(null, registry);
    try (ClientFixture f = new ClientFixture()) {
      String url = f.serve(request -> request.response().setStatusCode(404).end());
      await(f.client.observing(observer).of(f.invocation).get(url).send());
      assertThat(
              registry
                  .get("calls")
                  .tags("host", "127.0.0.1", "method", "GET", "outcome", "404")
                  .timer()
                  .totalTime(TimeUnit.NANOSECONDS))
          .isPositive();
    }
  }

  @Test
  void theThirdSnippetSigns() throws Exception {
    LoggingHost host =
        new LoggingHost()
            .with("AWS_REGION", "eu-west-1")
            .with("AWS_ACCESS_KEY_ID", "AKID")
            .with("AWS_SECRET_ACCESS_KEY", "secret")
            .with("AWS_SESSION_TOKEN", "token");
    try (ClientFixture f = new ClientFixture()) {
      CompletableFuture<SignedRequest> came = new CompletableFuture<>();
      String url =
          f.serve(
              request ->
                  request.bodyHandler(
                      body -> {
                        came.complete(new SignedRequest(request, body));
                        request.response().setStatusCode(201).end();
                      }));
      @SuppressWarnings("unchecked") // the snippet says so
      EventHandler<String, Integer> handler =
          (EventHandler<String, Integer>)
              shop("InternalApi")
                  .getConstructor(Vertx.class, Host.class, String.class)
                  .newInstance(f.vertx, host, url + "/orders");
      Future<Integer> status = handler.handle("tea", f.invocation);
      assertThat(await(status)).isEqualTo(201);
      SignedRequest request = came.get(20, TimeUnit.SECONDS);
      assertThat(request.isSignedWith("secret")).isTrue();
      assertThat(request.body()).hasToString("{\"order\":\"tea\"}");
    }
  }

  @Test
  void theTablesHaveTheDefaults() {
    CallOptions defaults = CallOptions.defaults();
    LambdaPool pool = LambdaPool.of(1);
    assertThat(page.text())
        .contains("| `NEXTLOOP_CALL_MARGIN_MS` | `" + defaults.margin().toMillis() + "` |")
        .contains("| `NEXTLOOP_CALL_MAX_BYTES` | `" + defaults.maxResponseBytes() + "` |")
        .contains("| `NEXTLOOP_CALL_HOSTS` | `" + defaults.hosts() + "` |")
        .contains(
            "(HTTP/1) | %d | %d for each lane, %d at most |"
                .formatted(
                    PoolOptions.DEFAULT_MAX_POOL_SIZE,
                    pool.connections(),
                    LambdaPool.of(1_000).connections()))
        .contains("| idle connections are kept for | " + vertxDefault() + " s | 1 s; 30 s ");
    assertThat(pool.client().getKeepAliveTimeout()).isEqualTo(1);
    assertThat(pool.client().getConnectTimeout()).isEqualTo(3_000);
    assertThat(pool.pool().getHttp2MaxSize()).isEqualTo(1);
  }

  private static int vertxDefault() {
    return new WebClientOptions().getKeepAliveTimeout();
  }
}
