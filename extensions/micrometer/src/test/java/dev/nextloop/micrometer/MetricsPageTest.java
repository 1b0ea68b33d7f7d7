package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/metrics.md} says is so. */
class MetricsPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path classes;
  private static Page page;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    page = Page.named("metrics.md");
    assertThat(page.compile(classes)).isEqualTo(2);
  }

  private static RuntimeApiScript api(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  @Test
  void theFirstSnippetCountsInTheLineOfItsInvocation() throws Exception {
    List<String> command = FunctionProcess.commandWith(classes, "shop.OrderCounter");
    try (ScriptedServer server = ScriptedServer.serving(api("a", "b"));
        FunctionProcess function = FunctionProcess.start(command, server, classes, Map.of())) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      function.kill();
      assertThat(function.lines())
          .filteredOn(line -> line.value("OrdersPlaced") != null)
          .allSatisfy(
              line -> {
                assertThat(line.told("OrdersPlaced")).contains("[[\"FunctionName\",\"Shop\"]]");
                assertThat(line.value("Invocations")).isEqualTo("1");
              })
          .hasSize(2);
    }
  }

  @Test
  void theSecondSnippetIsScraped() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (ScriptedServer server = ScriptedServer.serving(api("a", "b", "c"));
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Future<?> started =
          (Future<?>)
              loader
                  .loadClass("shop.Scraped")
                  .getMethod("start", Vertx.class, Endpoint.class, int.class)
                  .invoke(null, vertx, Endpoint.parse("API", server.authority()), 2);
      int port = ((HttpServer) Client.await(started)).actualPort();
      server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT);
      String text =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      assertThat(text)
          .contains("orders_placed_total{function=\"greet\",shop=\"main\"} 3.0")
          .contains("nextloop_concurrency_limit{function=\"greet\"} 2.0")
          .contains("nextloop_eventloop_lag_seconds_count{function=\"greet\"}");
    } finally {
      Client.await(vertx.close());
    }
  }

  @Test
  void theTableHasEachMeterOnce() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    MicrometerObserver observer =
        MicrometerObserver.of(
            registry, MicrometerOptions.defaults().withLanes(2).withInitOf(new FakeHost()));
    observer.at(dev.nextloop.Stage.STARTED, null, new FakeHost().ticks());
    observer.bind();
    TreeSet<String> made = new TreeSet<>();
    registry.getMeters().forEach(meter -> made.add(meter.getId().getName()));
    // Those that come when they are needed, and from elsewhere.
    made.addAll(List.of("nextloop.errors", "nextloop.eventloop.lag", "nextloop.telemetry.dropped"));
    List<String> told = new ArrayList<>();
    Matcher row = Pattern.compile("(?m)^\\| (`nextloop[^|]*) \\|").matcher(page.text());
    while (row.find()) {
      Matcher name = Pattern.compile("`([^`]+)`").matcher(row.group(1));
      while (name.find()) {
        told.add(name.group(1));
      }
    }
    assertThat(told).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(told)).isEqualTo(made);
  }
}
