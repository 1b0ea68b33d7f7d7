package dev.nextloop.benchmarks.observed;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;

/** The echo that prints the same line plainly: what any line costs. */
public final class PrintedEcho implements EventHandler<byte[], byte[]> {

  @Override
  public Future<byte[]> handle(byte[] event, Invocation invocation) {
    System.out.println("echo of " + event.length + " bytes");
    return Future.succeededFuture(event);
  }
}
