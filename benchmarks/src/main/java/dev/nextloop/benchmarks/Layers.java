package dev.nextloop.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Key;
import dev.nextloop.Middleware;
import io.vertx.core.Future;
import java.util.List;

/** Three middleware as functions have them: one checks, one notes, one looks at the result. */
final class Layers {
  private static final Key<String> REQUEST = Key.of("request");

  private Layers() {}

  static EventHandler<JsonNode, JsonNode> around(EventHandler<JsonNode, JsonNode> handler) {
    return Middleware.around(handler, List.of(Layers::checked, Layers::noted, Layers::looked));
  }

  private static EventHandler<JsonNode, JsonNode> checked(EventHandler<JsonNode, JsonNode> next) {
    return (event, invocation) ->
        event == null
            ? Future.failedFuture(new FunctionError("Function.NoEvent", "there is no event"))
            : next.handle(event, invocation);
  }

  private static EventHandler<JsonNode, JsonNode> noted(EventHandler<JsonNode, JsonNode> next) {
    return (event, invocation) -> {
      invocation.attribute(REQUEST, invocation.requestId());
      return next.handle(event, invocation);
    };
  }

  private static EventHandler<JsonNode, JsonNode> looked(EventHandler<JsonNode, JsonNode> next) {
    return (event, invocation) ->
        next.handle(event, invocation).map(result -> result.isNull() ? event : result);
  }
}
