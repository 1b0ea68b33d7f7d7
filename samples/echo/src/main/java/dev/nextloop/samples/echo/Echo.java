package dev.nextloop.samples.echo;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;

/** Answers each event with its own bytes. */
public final class Echo implements EventHandler<byte[], byte[]> {
  @Override
  public Future<byte[]> handle(byte[] event, Invocation invocation) {
    return Future.succeededFuture(event);
  }
}
