package dev.nextloop.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.spi.Scope;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 64 invocations at once, each of which hops at random between loops, workers (virtual threads
 * where the JVM has them), threads of others, timers and contexts of Vert.x, and starts a span at
 * each place: all of them are under the span of their own invocation.
 */
class ContextHopsTest {
  private static final int EVENTS = 320;
  private static final int HOPS = 10;
  private static final AttributeKey<String> OWNER = AttributeKey.stringKey("owner");

  private Tracer tracer;

  /** By {@code Context.current()} alone. */
  private void span(String owner, int way) {
    Span span = tracer.spanBuilder("way " + way).setAttribute(OWNER, owner).startSpan();
    try (io.opentelemetry.context.Scope inside = span.makeCurrent()) {
      tracer.spanBuilder("inside").setAttribute(OWNER, owner).startSpan().end();
    }
    span.end();
  }

  private Future<Void> hop(Invocation call, String owner, int hop, Random random) {
    if (hop == HOPS) {
      return Future.succeededFuture();
    }
    Scope scope = call.scope();
    Vertx vertx = Vertx.currentContext() == null ? null : Vertx.currentContext().owner();
    int way = random.nextInt(vertx == null ? 3 : 6);
    Promise<Void> there = Promise.promise();
    Runnable look =
        () -> {
          span(owner, way);
          there.complete();
        };
    switch (way) {
      case 0 -> call.blocking(() -> run(look));
      case 1 -> ForkJoinPool.commonPool().execute(scope.wrap(look));
      case 2 -> ForkJoinPool.commonPool().execute(Context.current().wrap(look));
      case 3 -> vertx.setTimer(1, fired -> look.run());
      case 4 -> vertx.executeBlocking(() -> run(look));
      default -> vertx.getOrCreateContext().runOnContext(turn -> look.run());
    }
    // Wherever it was, the next hop starts in the invocation's scope: on a worker.
    return there
        .future()
        .compose(done -> call.blocking(() -> hop(call, owner, hop + 1, random)))
        .compose(rest -> rest);
  }

  private static Object run(Runnable task) {
    task.run();
    return null;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everySpanIsInTheTraceOfItsOwnInvocation(boolean vertx) throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    for (int i = 1; i <= EVENTS; i++) {
      String trace = "Root=1-5759e988-%024x;Parent=53995c3f42cd8ad8;Sampled=1".formatted(i);
      api.offer(Traced.event(i, trace(i), "Lambda-Runtime-Trace-Id: " + trace));
    }
    Traced traced = new Traced().with(NextloopOptions.defaults().withLanes(64).withLoops(2));
    if (vertx) {
      traced.onVertx();
    }
    tracer = traced.telemetry.getTracer("hops");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Traced client =
            traced.start(
                server,
                (event, call) -> {
                  String owner = new String(event, StandardCharsets.UTF_8);
                  span(owner, -1);
                  return hop(call, owner, 0, new Random(owner.hashCode()))
                      .map(done -> Replies.text("done"));
                })) {
      server.awaitRequests(RuntimeCall.RESPONSE, EVENTS, Duration.ofSeconds(60));
      Traced.await(client.nextloop.stop());
      assertThat(client.host.log()).isEmpty();
      check(client.recorder.await(EVENTS * (1 + 2 * (HOPS + 1))));
    }
  }

  private static String trace(int number) {
    return "5759e988%024x".formatted(number);
  }

  private static void check(List<SpanData> spans) {
    Map<String, SpanData> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.getSpanId(), span));
    for (SpanData span : spans) {
      String owner = span.getAttributes().get(OWNER);
      if (owner == null) {
        assertThat(span.getParentSpanId()).isEqualTo("53995c3f42cd8ad8");
      } else {
        assertThat(span.getTraceId()).as(span.getName()).isEqualTo(owner);
        SpanData parent = byId.get(span.getParentSpanId());
        assertThat(parent.getName())
            .matches(span.getName().equals("inside") ? "way .*" : "test_function");
      }
    }
  }
}
