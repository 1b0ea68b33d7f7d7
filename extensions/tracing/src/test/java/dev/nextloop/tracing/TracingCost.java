package dev.nextloop.tracing;

import dev.nextloop.EventHandler;
import dev.nextloop.spi.Host;
import io.vertx.core.Future;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * What tracing costs one invocation, in nanoseconds; not among the tests that run by themselves.
 * The command is on the page.
 */
class TracingCost {
  private static final FunctionLabels LABELS = new FunctionLabels("## handler", "orders", false);
  private static final int ROUNDS = 7;

  private static void measure(
      String what, EventHandler<String, String> handler, String trace, int count) throws Exception {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        handler.handle("event", new FakeInvocation(trace));
      }
      best = Math.min(best, (System.nanoTime() - start) / count);
    }
    System.out.println(what + ": " + best + " ns");
  }

  private static EventHandler<String, String> around(
      XrayMiddleware<String, String> middleware, EventHandler<String, String> handler) {
    return middleware.around(handler);
  }

  @Test
  void isPrinted() throws Exception {
    Future<String> done = Future.succeededFuture("result");
    EventHandler<String, String> echo = (event, call) -> done;
    EventHandler<String, String> calling =
        (event, call) -> {
          Subsegment.of(call).call("GET", "http://shop.example/stock").status(200).end();
          return done;
        };
    try (DaemonSocket socket = new DaemonSocket();
        XrayDaemon daemon = XrayDaemon.at(socket.address())) {
      XrayTracer none = XrayTracer.of(null, Host.system(), null, false);
      XrayTracer tracer = XrayTracer.of(null, Host.system(), daemon, false);
      Properties own = new Properties();
      measure("without tracing", echo, Function.UNSAMPLED, 500_000);
      measure(
          "property, no daemon",
          around(XrayMiddleware.<String, String>of(none, LABELS).withProperty(own), echo),
          Function.UNSAMPLED,
          500_000);
      measure(
          "daemon, not sampled",
          around(XrayMiddleware.of(tracer, LABELS), echo),
          Function.UNSAMPLED,
          500_000);
      measure(
          "recorded", around(XrayMiddleware.of(tracer, LABELS), echo), Function.SAMPLED, 20_000);
      socket.rest();
      measure(
          "recorded, with one call",
          around(XrayMiddleware.of(tracer, LABELS), calling),
          Function.SAMPLED,
          20_000);
    }
  }
}
