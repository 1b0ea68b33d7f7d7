package dev.nextloop.dropin;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import java.util.Arrays;

/** Answers with the event; fails for the event {@code fail}. */
public final class Echo implements EventHandler<byte[], byte[]> {
  @Override
  public Future<byte[]> handle(byte[] event, Invocation invocation) {
    if (Arrays.equals(event, new byte[] {'f', 'a', 'i', 'l'})) {
      throw new IllegalArgumentException("asked to fail");
    }
    return Future.succeededFuture(event);
  }
}
