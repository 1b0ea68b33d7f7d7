package dev.nextloop.benchmarks;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;

/** Answers each event with the event's bytes: the function that {@code bin/echo} serves. */
public final class Echo implements EventHandler<byte[], byte[]> {

  @Override
  public Future<byte[]> handle(byte[] event, Invocation invocation) {
    return Future.succeededFuture(event);
  }
}
