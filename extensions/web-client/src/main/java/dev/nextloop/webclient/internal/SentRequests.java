package dev.nextloop.webclient.internal;

import io.vertx.core.Handler;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;

/**
 * Hands each call the request that Web Client sends for it, so that it can be reset: the public API
 * has no way to, and knows no time-out once a response has begun. The one class that names what is
 * inside of Web Client; it keeps nothing.
 */
public final class SentRequests implements Handler<HttpContext<?>> {
  private SentRequests() {}

  /** Has a client's requests handed over. */
  public static void watch(WebClient web) {
    if (web instanceof WebClientInternal inside) {
      try {
        inside.addInterceptor(new SentRequests());
      } catch (IllegalStateException already) {
        // Its requests are handed over for another client that sends by it.
        return;
      }
    }
  }

  @Override
  public void handle(HttpContext<?> context) {
    if (context.phase() == ClientPhase.SEND_REQUEST
        && context.request().bodyCodec() instanceof CountedBody<?> body) {
      body.sentBy(context.clientRequest());
    }
    context.next();
  }
}
