package dev.nextloop.peers;

import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Starts as many loops of one kind as the platform wants invocations at once. */
public final class VertxEcho {
  private VertxEcho() {}

  /**
   * Starts.
   *
   * @param arguments one: {@code http}, {@code pipelined} or {@code web}
   */
  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx();
    Supplier<Deployable> loop =
        switch (arguments[0]) {
          case "http" -> () -> new HttpClientEcho(false);
          case "pipelined" -> () -> new HttpClientEcho(true);
          case "web" -> WebClientEcho::new;
          default -> throw new IllegalArgumentException("no loop is called " + arguments[0]);
        };
    String lanes = System.getenv().getOrDefault("AWS_LAMBDA_MAX_CONCURRENCY", "1");
    for (int lane = Integer.parseInt(lanes); lane > 0; lane--) {
      vertx.deployVerticle(loop.get()).onFailure(RuntimeApi::gone);
    }
  }
}
