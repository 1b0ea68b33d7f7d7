package dev.nextloop.samples.observability;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.micrometer.MicrometerObserver;
import dev.nextloop.tracing.Subsegment;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.net.URLEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an order: asks for the price and for the stock at once, then has it shipped. Because its
 * constructor takes a {@code Vertx}, Nextloop starts one behind the first poll, and its calls carry
 * the trace by themselves.
 */
public final class Checkout implements EventHandler<Order, Receipt> {
  private static final Logger LOG = LoggerFactory.getLogger(Checkout.class);

  private final WebClient client;
  private final String shop;
  private Counter orders;

  /** The variable {@code SHOP_URL} says where the shop is. */
  public Checkout(Vertx vertx) {
    client = WebClient.create(vertx);
    shop = System.getenv("SHOP_URL");
  }

  @Override
  public Future<Receipt> handle(Order order, Invocation invocation) {
    if (orders == null) {
      orders = MicrometerObserver.registry(invocation).counter("orders.taken");
    }
    orders.increment();
    LOG.info("{} of {} ordered", order.count(), order.article());
    Subsegment quote =
        Subsegment.of(invocation).child("quote").annotate("article", order.article());
    Future<Long> price = number(url("prices", order));
    Future<Long> stock = number(url("stock", order));
    return quote
        .endWith(Future.all(price, stock))
        .compose(known -> ship(order, price.result(), stock.result()));
  }

  private Future<Receipt> ship(Order order, long price, long stock) {
    if (stock < order.count()) {
      throw new FunctionError("Shop.SoldOut", "only " + stock + " of " + order.article());
    }
    long cents = price * order.count();
    return client
        .postAbs(url("shipments", order))
        .send()
        .map(
            answer -> {
              if (answer.statusCode() != 201) {
                LOG.atWarn()
                    .setMessage("{} is not shipped")
                    .addArgument(order.article())
                    .addKeyValue("status", answer.statusCode())
                    .log();
                throw new FunctionError("Shop.NotShipped", order.article() + " is not shipped");
              }
              LOG.atInfo()
                  .setMessage("{} is shipped")
                  .addArgument(order.article())
                  .addKeyValue("cents", cents)
                  .log();
              return new Receipt(order.article(), cents);
            });
  }

  private String url(String kind, Order order) {
    return shop + '/' + kind + '/' + URLEncoder.encode(order.article(), UTF_8);
  }

  private Future<Long> number(String url) {
    return client.getAbs(url).send().map(answer -> Long.valueOf(answer.bodyAsString()));
  }
}
