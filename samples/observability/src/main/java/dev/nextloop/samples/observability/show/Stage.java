package dev.nextloop.samples.observability.show;

import dev.nextloop.emulator.Emulator;
import dev.nextloop.emulator.EmulatorOptions;
import dev.nextloop.emulator.LocalFunction;
import dev.nextloop.samples.observability.Checkout;
import dev.nextloop.samples.observability.Order;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A local Lambda with the function, and what the function talks to: a shop, an X-Ray daemon. */
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Clock clock;
  private final Vertx vertx = Vertx.vertx();
  private final Deployment code;
  private final Daemon daemon;
  private Emulator emulator;

  /**
   * Opens all of it; nothing runs of the function yet.
   *
   * @param classPath what the function is made of
   * @param log takes its lines, on any thread
   */
  Stage(List<Path> classPath, Clock clock, Consumer<String> log) throws IOException {
    this.clock = clock;
    daemon = new Daemon();
    code = Deployment.of(classPath);
    try {
      String shop = "http://127.0.0.1:" + await(Shop.open(vertx)).actualPort();
      emulator =
          await(
              Emulator.start(
                  new EmulatorOptions().vertx(vertx).log(log).localFunction(function(shop))));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private LocalFunction function(String shop) {
    return LocalFunction.ofDirectory(code.root())
        .named("checkout")
        .handler(Checkout.class.getName())
        .memoryMb(512)
        .timeout(PATIENCE)
        .environment(
            Map.of(
                "NEXTLOOP_SETUP",
                "dev.nextloop.micrometer.EmfSetup,dev.nextloop.tracing.TracingSetup,"
                    + "dev.nextloop.logging.LoggingSetup",
                "NEXTLOOP_METRICS_NAMESPACE",
                "Shop",
                "AWS_LAMBDA_LOG_FORMAT",
                "JSON",
                "AWS_XRAY_DAEMON_ADDRESS",
                daemon.address(),
                "SHOP_URL",
                shop));
  }

  /** Invokes the function as a caller who has the trace recorded, and waits for that trace. */
  Invoked invoke(Order order) throws IOException {
    String random = UUID.randomUUID().toString().replace("-", "");
    String root = "1-%08x-%s".formatted(clock.millis() / 1000, random.substring(0, 24));
    String parent = UUID.randomUUID().toString().substring(0, 18).replace("-", "");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(emulator.endpoint() + "/2015-03-31/functions/checkout/invocations"))
            .timeout(PATIENCE)
            .header("X-Amzn-Trace-Id", "Root=" + root + ";Parent=" + parent + ";Sampled=1")
            .POST(BodyPublishers.ofString(JsonObject.mapFrom(order).encode()))
            .build();
    long start = micros();
    HttpResponse<String> answer = send(request);
    long end = micros();
    if (answer.statusCode() != 200) {
      throw new ShowFailure("the local Lambda said " + answer.statusCode() + ": " + answer.body());
    }
    boolean failed = answer.headers().firstValue("X-Amz-Function-Error").isPresent();
    Span handler = Span.of(trace(root, parent, answer.body()));
    Span whole =
        new Span(
            "checkout",
            Span.Kind.INVOCATION,
            Math.min(start, handler.start()),
            Math.max(end, handler.end()),
            failed ? Span.Outcome.FAULT : Span.Outcome.FINE,
            Map.of(),
            List.of(handler));
    String id = answer.headers().firstValue("X-Amzn-RequestId").orElse("");
    return new Invoked(id, root, order, failed, answer.body(), whole);
  }

  /** The function has sent it before its answer; where it has not, its answer says why. */
  private JsonObject trace(String root, String parent, String answer) throws IOException {
    try {
      return daemon.await(root, parent);
    } catch (ShowFailure e) {
      throw new ShowFailure(e.getMessage() + "; the function answered " + answer, e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ShowFailure("interrupted", e);
    }
  }

  private long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ShowFailure("interrupted", e);
    } catch (ExecutionException e) {
      throw new ShowFailure(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new ShowFailure("nothing happened for " + PATIENCE.toSeconds() + " s", e);
    }
  }

  /**
   * Ends the function, whose last lines are then in the log, and everything else; may be repeated.
   */
  @Override
  public synchronized void close() throws IOException {
    try (code;
        daemon) {
      if (emulator != null) {
        await(emulator.stop());
        emulator = null;
      }
      await(vertx.close());
    }
  }
}
