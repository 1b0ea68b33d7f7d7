package dev.nextloop.peers;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;

/** A loop over Vert.x's {@code WebClient}. */
public final class WebClientEcho extends AbstractVerticle {
  private WebClient client;

  @Override
  public void start() {
    client = WebClient.create(vertx, RuntimeApi.address(new WebClientOptions()));
    poll();
  }

  private void poll() {
    client.get(RuntimeApi.NEXT).send().onSuccess(this::answer).onFailure(RuntimeApi::gone);
  }

  private void answer(HttpResponse<Buffer> event) {
    client
        .post(RuntimeApi.answerTo(event.getHeader(RuntimeApi.REQUEST_ID)))
        .sendBuffer(event.body())
        .onSuccess(done -> poll())
        .onFailure(RuntimeApi::gone);
  }
}
