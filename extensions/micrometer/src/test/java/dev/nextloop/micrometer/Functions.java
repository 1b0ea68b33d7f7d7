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

  /** Counts an order when {@code main} is over, so that its signals are in place. */
  public static final class OrdersAfterMain implements EventHandler<String, String> {
    private final Thread main = Thread.currentThread();

    @Override
    public Future<String> handle(String event, Invocation invocation) {
      return invocation.blocking(
          () -> {
            main.join();
            MicrometerObserver.registry(invocation).counter("orders.placed").increment();
            return event;
          });
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
