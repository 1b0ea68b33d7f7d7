package dev.nextloop.contract;

import dev.nextloop.EventHandler;
import dev.nextloop.FakeHost;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.codec.CodecHandler;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running client against a scripted server, for one test. */
final class Client implements AutoCloseable {
  static final EventHandler<Body, Reply> ECHO =
      new CodecHandler<>(
          new BytesCodec(), new BytesCodec(), (event, call) -> Future.succeededFuture(event));

  final FakeHost host = new FakeHost();
  final Nextloop nextloop;
  private final Vertx vertx;

  private Client(
      EngineUnderTest engine,
      ScriptedServer server,
      NextloopOptions options,
      EventHandler<Body, Reply> handler)
      throws Exception {
    vertx = engine == EngineUnderTest.WEB ? Vertx.vertx() : null;
    nextloop =
        await(
            Nextloop.of(host)
                .options(options)
                .endpoint(Endpoint.parse("API", server.authority()))
                .on(engine.start(host, vertx))
                .handler(handler)
                .start());
  }

  static Client echo(EngineUnderTest engine, ScriptedServer server) throws Exception {
    return start(engine, server, ECHO);
  }

  static Client start(
      EngineUnderTest engine, ScriptedServer server, EventHandler<Body, Reply> handler)
      throws Exception {
    return new Client(engine, server, NextloopOptions.defaults(), handler);
  }

  static Client start(
      EngineUnderTest engine,
      ScriptedServer server,
      NextloopOptions options,
      EventHandler<Body, Reply> handler)
      throws Exception {
    return new Client(engine, server, options, handler);
  }

  /** How the client ended by itself. */
  Throwable awaitFailure() throws Exception {
    try {
      await(nextloop.closed());
    } catch (java.util.concurrent.ExecutionException e) {
      return e.getCause();
    }
    throw new AssertionError("the client stopped without a failure");
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    nextloop.stop(Duration.ofMillis(100));
    nextloop
        .closed()
        .transform(any -> Future.succeededFuture())
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    if (vertx != null) {
      await(vertx.close());
    }
  }
}
