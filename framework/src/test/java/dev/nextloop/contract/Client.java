package dev.nextloop.contract;

import dev.nextloop.EventHandler;
import dev.nextloop.FakeHost;
import dev.nextloop.Flush;
import dev.nextloop.Middleware;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Observer;
import dev.nextloop.Reply;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.codec.CodecHandler;
import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Scope;
import dev.nextloop.spi.SnapshotAware;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A running client against a scripted server, for one test. */
final class Client implements AutoCloseable {
  static final EventHandler<Body, Reply> ECHO =
      bytes((event, call) -> Future.succeededFuture(event));

  final FakeHost host;
  final Nextloop nextloop;
  final Engine engine;
  private final Vertx vertx;

  private Client(Setup setup) throws Exception {
    host = setup.host;
    vertx = setup.vertx;
    engine = setup.running;
    nextloop = await(setup.builder.start());
  }

  /** A function over byte arrays. */
  static EventHandler<Body, Reply> bytes(EventHandler<byte[], byte[]> handler) {
    return new CodecHandler<>(new BytesCodec(), new BytesCodec(), handler);
  }

  static Client echo(EngineUnderTest engine, ScriptedServer server) throws Exception {
    return of(engine, server).start();
  }

  /** A client of that server, which echoes until it is told otherwise. */
  static Setup of(EngineUnderTest engine, ScriptedServer server) {
    return of(engine, server.authority());
  }

  static Setup of(EngineUnderTest engine, String authority) {
    return new Setup(engine, authority, new FakeHost());
  }

  static Setup of(EngineUnderTest engine, ScriptedServer server, FakeHost host) {
    return new Setup(engine, server.authority(), host);
  }

  /** What the client is to be, before it is started. */
  static final class Setup {
    private final FakeHost host;
    private final Vertx vertx;
    private final Engine running;
    private final Nextloop.Builder builder;

    private Setup(EngineUnderTest engine, String authority, FakeHost host) {
      this.host = host;
      vertx = engine.isOnVertx() ? Vertx.vertx() : null;
      running = engine.start(host, vertx);
      builder =
          Nextloop.of(host)
              .options(NextloopOptions.defaults())
              .endpoint(Endpoint.parse("API", authority))
              .on(running)
              .handler(ECHO);
    }

    Setup options(NextloopOptions options) {
      builder.options(options);
      return this;
    }

    Setup margin(Duration margin) {
      return options(NextloopOptions.defaults().withDeadlineMargin(margin));
    }

    Setup handler(EventHandler<Body, Reply> handler) {
      builder.handler(handler);
      return this;
    }

    Setup bytesHandler(EventHandler<byte[], byte[]> handler) {
      return handler(bytes(handler));
    }

    Setup with(Middleware<Body, Reply> middleware) {
      builder.with(middleware);
      return this;
    }

    Setup observe(Observer observer) {
      builder.observe(observer);
      return this;
    }

    Setup flush(Flush flush) {
      builder.flush(flush);
      return this;
    }

    Scope scope() {
      return builder.scope();
    }

    Setup snapshot(SnapshotAware aware) {
      builder.snapshot(aware);
      return this;
    }

    Client start() throws Exception {
      return new Client(this);
    }

    /** Starts where the start must fail; returns the failure after everything is closed. */
    ClientFailure startFailing() throws Exception {
      Throwable failure = failureOf(builder.start());
      if (vertx != null) {
        await(vertx.close());
      }
      return (ClientFailure) failure;
    }
  }

  /** How the client ended by itself. */
  ClientFailure awaitFailure() throws Exception {
    return (ClientFailure) failureOf(nextloop.closed());
  }

  static Throwable failureOf(Future<?> future) throws Exception {
    try {
      await(future);
    } catch (ExecutionException e) {
      return e.getCause();
    }
    throw new AssertionError("there was no failure");
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    nextloop.stop(Duration.ofMillis(100));
    await(nextloop.closed().transform(any -> Future.succeededFuture()));
    if (vertx != null) {
      await(vertx.close());
    }
  }
}
