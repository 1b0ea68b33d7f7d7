package dev.nextloop.opentelemetry;

import dev.nextloop.EventHandler;
import dev.nextloop.Middleware;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.contrib.awsxray.AwsXrayIdGenerator;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client whose invocations have spans, with an SDK that exports only what is flushed. */
final class Traced implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);
  static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";
  static final String TRACE = "5759e988bd862e3fe1be46a994272793";
  static final String SAMPLED = "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1";

  final Machine host = new Machine();
  final Recorder recorder = new Recorder();
  final SdkTracerProvider tracers =
      SdkTracerProvider.builder()
          .setIdGenerator(AwsXrayIdGenerator.getInstance())
          .addSpanProcessor(
              BatchSpanProcessor.builder(recorder)
                  .setScheduleDelay(Duration.ofHours(1))
                  .setMaxQueueSize(100_000)
                  .setMaxExportBatchSize(100_000)
                  .build())
          .build();
  final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(tracers)
          .setPropagators(
              ContextPropagators.create(
                  TextMapPropagator.composite(
                      W3CTraceContextPropagator.getInstance(),
                      W3CBaggagePropagator.getInstance(),
                      AwsXrayPropagator.getInstance())))
          .build();
  OpenTelemetryFlush flush = OpenTelemetryFlush.of(tracers);

  OpenTelemetryOptions spans = OpenTelemetryOptions.defaults();
  NextloopOptions options = NextloopOptions.defaults();
  Vertx vertx;
  Nextloop nextloop;

  /** On a Vert.x instance, which finds the tracer by itself. */
  Traced onVertx() {
    vertx = Vertx.vertx();
    return this;
  }

  Traced with(NextloopOptions given) {
    options = given;
    return this;
  }

  Traced with(OpenTelemetryOptions given) {
    spans = given;
    return this;
  }

  /** Serves this Runtime API. */
  Traced start(ScriptedServer server, EventHandler<byte[], byte[]> handler) throws Exception {
    Nextloop.Builder client =
        Nextloop.of(host)
            .options(options)
            .endpoint(Endpoint.parse("API", server.authority()))
            .handler(handler, new BytesCodec(), new BytesCodec())
            .with(
                Middleware.optional(OpenTelemetryMiddleware.of(telemetry, host, spans), host::log))
            .flush(flush)
            .observe(flush);
    if (vertx != null) {
      client.on(vertx);
    }
    nextloop = await(client.start());
    return this;
  }

  /** Serves these events, all with this trace header, until so many spans are there. */
  static List<SpanData> spansOf(
      Traced traced, int count, EventHandler<byte[], byte[]> handler, String... events)
      throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    for (int i = 0; i < events.length; i++) {
      api.offer(event(i + 1, events[i], "Lambda-Runtime-Trace-Id: " + SAMPLED));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Traced client = traced.start(server, handler)) {
      return client.recorder.await(count);
    }
  }

  static byte[] event(int number, String body, String... headers) {
    return Replies.event(RuntimeApiScript.id(number), inAMinute(), Replies.text(body), headers);
  }

  static long inAMinute() {
    return System.currentTimeMillis() + 60_000;
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  static EventHandler<byte[], byte[]> echo() {
    return (event, call) -> Future.succeededFuture(event);
  }

  @Override
  public void close() throws Exception {
    if (nextloop != null) {
      nextloop
          .stop(Duration.ZERO)
          .toCompletionStage()
          .toCompletableFuture()
          .exceptionally(e -> null)
          .get(20, TimeUnit.SECONDS);
    }
    if (vertx != null) {
      await(vertx.close());
    }
    tracers.shutdown();
  }
}
