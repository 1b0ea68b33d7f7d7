package dev.nextloop.opentelemetry;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;

/** Calls {@code CALLED_URL} for each event. */
public final class CallingHandler implements EventHandler<byte[], byte[]> {
  private final WebClient client;

  /** For the launcher. */
  public CallingHandler(Vertx vertx) {
    client = WebClient.create(vertx);
  }

  @Override
  public Future<byte[]> handle(byte[] event, Invocation invocation) {
    return client.getAbs(System.getenv("CALLED_URL")).send().map(done -> event);
  }
}
