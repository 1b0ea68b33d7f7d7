package dev.nextloop.logging;

import io.vertx.core.Vertx;

/** A program around the page's {@code Shop}, which is compiled by the test. */
public final class ShopProgram {
  private ShopProgram() {}

  /** Starts it. */
  public static void main(String[] handler) throws Exception {
    Class.forName("shop.Shop").getMethod("start", Vertx.class).invoke(null, Vertx.vertx());
  }
}
