package dev.nextloop.webclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nextloop.FunctionError;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A client with its servers, for one test. */
final class ClientFixture implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);

  final Vertx vertx = Vertx.vertx();
  final WebClient web = WebClient.create(vertx);
  final FakeHost host = new FakeHost();
  final List<CallObserver.Call> calls = new CopyOnWriteArrayList<>();
  final InvocationClient client = client(CallOptions.defaults());
  final FakeInvocation invocation = new FakeInvocation(Duration.ofMinutes(1));

  InvocationClient client(CallOptions options) {
    return InvocationClient.over(vertx, host, web, options).observing(calls::add);
  }

  /** A server that answers as it is told; its address. */
  String serve(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
    HttpServer server = vertx.createHttpServer().requestHandler(handler);
    return "http://127.0.0.1:" + await(server.listen(0, "127.0.0.1")).actualPort();
  }

  static String url(ScriptedServer server) {
    return "http://" + server.authority() + "/";
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  static Throwable failure(Future<?> future) {
    Throwable thrown = catchThrowable(() -> await(future));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    return thrown.getCause();
  }

  static FunctionError error(Future<?> future) {
    return (FunctionError) failure(future);
  }

  @Override
  public void close() throws Exception {
    await(vertx.close());
  }
}
