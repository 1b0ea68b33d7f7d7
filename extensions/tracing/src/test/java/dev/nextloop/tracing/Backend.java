package dev.nextloop.tracing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another service on loopback. {@code /503} is answered with that status, {@code /moved} redirects,
 * {@code /cut} closes the connection.
 */
final class Backend implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /**
   * A call that came.
   *
   * @param traces every value of the trace's header
   */
  record Call(String path, List<String> traces) {
    String trace() {
      return traces.size() == 1 ? traces.get(0) : traces.toString();
    }
  }

  Backend() throws Exception {
    server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  private void answer(HttpServerRequest request) {
    calls.add(new Call(request.path(), request.headers().getAll("X-Amzn-Trace-Id")));
    String path = request.path().substring(1);
    if (path.equals("cut")) {
      request.connection().close();
    } else if (path.equals("moved")) {
      request.response().setStatusCode(302).putHeader("Location", url("/there")).end();
    } else {
      int status = path.matches("\\d{3}") ? Integer.parseInt(path) : 200;
      request.response().setStatusCode(status).end("hello");
    }
  }

  static <T> T await(io.vertx.core.Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  Call await() throws InterruptedException {
    Call call = calls.poll(20, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("no call came");
    }
    return call;
  }

  List<Call> rest() {
    List<Call> all = new ArrayList<>();
    calls.drainTo(all);
    return all;
  }

  @Override
  public void close() throws Exception {
    await(vertx.close());
  }
}
