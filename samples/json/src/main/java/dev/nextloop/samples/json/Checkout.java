package dev.nextloop.samples.json;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;

/** Adds up an order. Records come from JSON and go to JSON by themselves. */
public final class Checkout implements EventHandler<Order, Receipt> {
  @Override
  public Future<Receipt> handle(Order order, Invocation invocation) {
    if (order == null || order.customer() == null) {
      return Future.failedFuture(
          new IllegalArgumentException("customer is missing; name who pays"));
    }
    long total = order.items().stream().mapToLong(item -> item.cents() * item.count()).sum();
    return Future.succeededFuture(new Receipt(order.customer(), total, invocation.requestId()));
  }
}
