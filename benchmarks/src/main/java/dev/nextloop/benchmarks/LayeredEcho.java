package dev.nextloop.benchmarks;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import io.vertx.core.Future;
import java.util.List;

/**
 * The echo behind three middleware that look at the event and at the result, and change neither.
 */
public final class LayeredEcho implements EventHandler<byte[], byte[]> {

  private final Middleware<byte[], byte[]> layer =
      next ->
          (event, invocation) ->
              next.handle(event, invocation)
                  .map(result -> result.length == event.length ? result : event);
  private final EventHandler<byte[], byte[]> layered =
      Middleware.around(new Echo(), List.of(layer, layer, layer));

  @Override
  public Future<byte[]> handle(byte[] event, Invocation invocation) throws Exception {
    return layered.handle(event, invocation);
  }
}
