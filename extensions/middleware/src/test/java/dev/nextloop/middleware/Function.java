package dev.nextloop.middleware;

import dev.nextloop.EventHandler;
import dev.nextloop.Middleware;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A function of texts, served over real sockets by a scripted Runtime API. */
final class Function implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);

  final FakeHost host = new FakeHost();
  final RuntimeApiScript api;
  final ScriptedServer server;
  private final List<Middleware<Body, Reply>> middleware = new ArrayList<>();
  private NextloopOptions options = NextloopOptions.defaults();
  private Vertx vertx;
  private Nextloop nextloop;

  private Function(RuntimeApiScript api) {
    this.api = api;
    this.server = ScriptedServer.serving(api);
  }

  /** With these events, whose deadline no test reaches. */
  static Function of(String... events) {
    return lasting(60_000, events);
  }

  /** With these events, whose deadline is so many milliseconds away. */
  static Function lasting(long millis, String... events) {
    return new Function(RuntimeApiScript.serving(System.currentTimeMillis() + millis, events));
  }

  /** On an event loop of Vert.x in place of a loop of its own. */
  Function onVertx() {
    vertx = Vertx.vertx();
    return this;
  }

  Function lanes(int lanes, int loops) {
    options = options.withLanes(lanes).withLoops(loops);
    return this;
  }

  Function with(Middleware<Body, Reply> next) {
    middleware.add(next);
    return this;
  }

  Function serve(EventHandler<String, String> handler) throws Exception {
    Nextloop.Builder builder =
        Nextloop.of(host)
            .options(options)
            .endpoint(Endpoint.parse("API", server.authority()))
            .handler(handler, new TextCodec(), new TextCodec());
    middleware.forEach(builder::with);
    if (vertx != null) {
      builder.on(vertx);
    }
    nextloop = await(builder.start());
    return this;
  }

  List<String> responses(int count) {
    return server.awaitRequests(RuntimeCall.RESPONSE, count, LIMIT).stream()
        .map(RecordedRequest::text)
        .toList();
  }

  List<RecordedRequest> errors(int count) {
    return server.awaitRequests(RuntimeCall.ERROR, count, LIMIT);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    if (nextloop != null) {
      nextloop.stop(Duration.ofMillis(100));
      await(nextloop.closed().transform(any -> Future.succeededFuture()));
    }
    if (vertx != null) {
      await(vertx.close());
    }
    server.close();
  }
}
