package dev.nextloop.benchmarks;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import io.vertx.core.Future;
import java.util.List;

/** The echo behind three middleware for large events: takes and gives the bytes where they lie. */
public final class LayeredBodyEcho implements EventHandler<Body, Reply> {

  private final Middleware<Body, Reply> layer =
      next ->
          (event, invocation) ->
              next.handle(event, invocation)
                  .map(reply -> reply.contentType().isEmpty() ? null : reply);
  private final EventHandler<Body, Reply> layered =
      Middleware.around(LayeredBodyEcho::echo, List.of(layer, layer, layer));

  private static Future<Reply> echo(Body event, Invocation invocation) {
    return Future.succeededFuture(Reply.bytes(((Body.Whole) event).bytes()));
  }

  @Override
  public Future<Reply> handle(Body event, Invocation invocation) throws Exception {
    return layered.handle(event, invocation);
  }
}
