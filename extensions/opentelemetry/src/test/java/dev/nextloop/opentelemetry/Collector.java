package dev.nextloop.opentelemetry;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes spans by OTLP over HTTP, and is the service that a function calls. */
final class Collector implements AutoCloseable {
  final BlockingQueue<ResourceSpans> spans = new LinkedBlockingQueue<>();
  final BlockingQueue<MultiMap> exports = new LinkedBlockingQueue<>();
  final BlockingQueue<MultiMap> calls = new LinkedBlockingQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  Collector() throws Exception {
    server =
        Traced.await(vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  private void take(HttpServerRequest request) {
    if (!request.path().equals("/v1/traces")) {
      calls.add(request.headers());
      request.response().end();
      return;
    }
    request
        .body()
        .compose(body -> decode(body.getBytes()))
        .onSuccess(decoded -> exports.add(request.headers()))
        .onComplete(
            decoded -> request.response().setStatusCode(decoded.succeeded() ? 200 : 400).end());
  }

  private Future<Void> decode(byte[] body) {
    try {
      spans.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
      return Future.succeededFuture();
    } catch (java.io.IOException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public void close() throws Exception {
    Traced.await(vertx.close());
  }
}
