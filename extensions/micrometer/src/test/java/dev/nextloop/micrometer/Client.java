package dev.nextloop.micrometer;

import dev.nextloop.EventHandler;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Observer;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A client of a scripted server, for one test, which tells when stages were passed. */
final class Client implements AutoCloseable {
  final FakeHost host;
  final Nextloop.Builder builder;
  private final Map<Stage, Semaphore> passed = new EnumMap<>(Stage.class);
  private Nextloop nextloop;

  private Client(ScriptedServer server, FakeHost host) {
    this.host = host;
    builder =
        Nextloop.of(host)
            .options(NextloopOptions.defaults())
            .endpoint(Endpoint.parse("API", server.authority()));
    for (Stage stage : Stage.values()) {
      passed.put(stage, new Semaphore(0));
    }
  }

  static Client of(ScriptedServer server) {
    return new Client(server, new FakeHost());
  }

  static Client of(ScriptedServer server, FakeHost host) {
    return new Client(server, host);
  }

  Client options(NextloopOptions options) {
    builder.options(options);
    return this;
  }

  Client text(EventHandler<String, String> handler) {
    builder.handler(handler, new TextCodec(), new TextCodec());
    return this;
  }

  Client bytes(EventHandler<Body, Reply> handler) {
    builder.handler(handler);
    return this;
  }

  Client observe(Observer observer) {
    builder.observe(observer);
    return this;
  }

  /** With lines of a registry. */
  Client lines(EmfRegistry registry, EmfOptions options) {
    EmfLines lines = EmfLines.of(registry, host, options.interval());
    builder.observe(MicrometerObserver.of(registry)).observe(lines).flush(lines);
    return this;
  }

  /** The last observer is the test's, so that the others have heard what it waits for. */
  Client start() throws Exception {
    builder.observe((stage, invocation, ticks) -> passed.get(stage).release());
    nextloop = await(builder.start());
    return this;
  }

  Nextloop nextloop() {
    return nextloop;
  }

  /** Waits until a stage was passed so many more times. */
  void awaitStage(Stage stage, int times) throws InterruptedException {
    if (!passed.get(stage).tryAcquire(times, 20, TimeUnit.SECONDS)) {
      throw new AssertionError("not passed " + times + " times: " + stage);
    }
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    nextloop.stop();
    await(nextloop.closed().transform(any -> Future.succeededFuture()));
  }
}
