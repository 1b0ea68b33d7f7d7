package dev.nextloop.benchmarks;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** The echo of a function that needs Vert.x for each answer, and so for its first. */
public final class VertxEcho implements EventHandler<byte[], byte[]> {

  private final Vertx vertx;

  /**
   * For the launcher.
   *
   * @param vertx the function's own
   */
  public VertxEcho(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Future<byte[]> handle(byte[] event, Invocation invocation) {
    Promise<byte[]> answer = Promise.promise();
    vertx.runOnContext(later -> answer.complete(event));
    return answer.future();
  }
}
