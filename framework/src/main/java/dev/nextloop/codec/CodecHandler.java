package dev.nextloop.codec;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.spi.Body;
import io.vertx.core.Future;

/**
 * A typed handler between its codecs: the step of the line where bytes become objects, and back.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
public final class CodecHandler<I, O> implements EventHandler<Body, Reply> {
  private final Codec<I> events;
  private final Codec<O> results;
  private final EventHandler<I, O> handler;

  /** Puts a handler between two codecs. */
  public CodecHandler(Codec<I> events, Codec<O> results, EventHandler<I, O> handler) {
    this.events = events;
    this.results = results;
    this.handler = handler;
  }

  @Override
  public Future<Reply> handle(Body event, Invocation invocation) throws Exception {
    I decoded = decode(event);
    invocation.reached(Stage.DECODED);
    Future<O> result = handler.handle(decoded, invocation);
    if (result == null) {
      return null;
    }
    if (result.succeeded()) {
      return Future.succeededFuture(encode(result.result(), invocation));
    }
    return result.map(value -> encode(value, invocation));
  }

  private I decode(Body event) {
    try {
      return events.decode(((Body.Whole) event).bytes());
    } catch (FunctionError e) {
      throw e;
    } catch (Exception e) {
      String message = "the event can't be decoded: " + e.getClass().getSimpleName();
      throw new FunctionError("Runtime.UnmarshalError", message, e);
    }
  }

  private Reply encode(O result, Invocation invocation) {
    invocation.reached(Stage.HANDLED);
    try {
      Reply reply = results.encode(result);
      invocation.reached(Stage.ENCODED);
      return reply;
    } catch (FunctionError e) {
      throw e;
    } catch (Exception | StackOverflowError e) {
      String message = "the result can't be encoded: " + e.getClass().getSimpleName();
      throw new FunctionError("Runtime.MarshalError", message, e);
    }
  }

  @Override
  public Future<Void> close() {
    return handler.close();
  }
}
