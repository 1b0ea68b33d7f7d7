package dev.nextloop.micrometer;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Handlers of functions that run in JVMs of their own. */
public final class Functions {
  private Functions() {}

  /** Answers with the event, and counts an order. */
  public static final class Orders implements EventHandler<String, String> {
    @Override
    public Future<String> handle(String event, Invocation invocation) {
      MicrometerObserver.registry(invocation).counter("orders.placed").increment();
      return Future.succeededFuture(event);
    }
  }

  /** Answers with the event. */
  public static final class Plain implements EventHandler<String, String> {
    @Override
    public Future<String> handle(String event, Invocation invocation) {
      return Future.succeededFuture(event);
    }
  }

  /** Answers no event but {@code fast}. */
  public static final class Silent implements EventHandler<String, String> {
    @Override
    public Future<String> handle(String event, Invocation invocation) {
      return event.equals("fast")
          ? Future.succeededFuture(event)
          : Promise.<String>promise().future();
    }
  }
}
