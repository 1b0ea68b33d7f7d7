package dev.nextloop.webclient;

import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A guard whose machine the test freezes, and servers for its clients. */
final class GuardFixture implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);
  // Far below any pause of a busy machine, so that nothing but the test freezes these clients.
  static final Duration GAP = Duration.ofSeconds(60);
  static final long HOUR = 3_600_000;
  static final byte[] OK =
      Replies.raw("HTTP/1.1 200 OK", List.of("Content-Length: 0"), new byte[0]);
  static final Script ANSWERS = Script.script().forever(Script.script().readRequest().send(OK));
  static final Script ANSWERS_ONCE = Script.script().readRequest().send(OK).stall();

  final Vertx vertx = Vertx.vertx();
  final FakeHost host = new FakeHost();
  final FreezeGuard guard = FreezeGuard.of(vertx, host, GAP);

  @Override
  public void close() throws Exception {
    guard.close();
    await(vertx.close());
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  static ScriptedServer serve(Script first) {
    return ScriptedServer.playing(first).otherwise(ANSWERS).start();
  }

  WebClient client(int connections) {
    return guard.webClient(new WebClientOptions(), pool(connections));
  }

  static PoolOptions pool(int connections) {
    return new PoolOptions().setHttp1MaxSize(connections);
  }

  static Future<HttpResponse<Buffer>> get(WebClient client, ScriptedServer server) {
    return client.get(server.port(), "127.0.0.1", "/").send();
  }

  static int status(Future<HttpResponse<Buffer>> response) throws Exception {
    return await(response).statusCode();
  }
}
