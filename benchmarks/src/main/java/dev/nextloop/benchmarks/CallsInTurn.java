package dev.nextloop.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;

/** The realistic function as most code has it: it blocks, and calls one after the other. */
public final class CallsInTurn implements EventHandler<JsonNode, JsonNode> {
  private final Downstream downstream = new Downstream(System.getenv("DOWNSTREAM"));
  private final EventHandler<JsonNode, JsonNode> layered =
      Layers.around(
          EventHandler.blocking(
              (event, invocation) -> {
                downstream.callInTurn();
                return event;
              }));

  @Override
  public Future<JsonNode> handle(JsonNode event, Invocation invocation) throws Exception {
    return layered.handle(event, invocation);
  }
}
