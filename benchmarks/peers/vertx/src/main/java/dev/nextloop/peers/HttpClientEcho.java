package dev.nextloop.peers;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;

/** A loop over Vert.x's {@code HttpClient}, on one connection. */
public final class HttpClientEcho extends AbstractVerticle {
  private final boolean pipelined;
  private HttpClient client;

  /**
   * A loop.
   *
   * @param pipelined whether the next poll is sent without waiting for the answer's acknowledgement
   */
  public HttpClientEcho(boolean pipelined) {
    this.pipelined = pipelined;
  }

  @Override
  public void start() {
    HttpClientOptions options = RuntimeApi.address(new HttpClientOptions());
    options.setPipelining(pipelined).setPipeliningLimit(2);
    client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(1));
    poll();
  }

  private void poll() {
    client
        .request(HttpMethod.GET, RuntimeApi.NEXT)
        .compose(request -> request.send().compose(this::answer))
        .onFailure(RuntimeApi::gone);
  }

  private Future<Void> answer(HttpClientResponse response) {
    String path = RuntimeApi.answerTo(response.getHeader(RuntimeApi.REQUEST_ID));
    return response.body().onSuccess(event -> post(path, event)).mapEmpty();
  }

  private void post(String path, Buffer event) {
    Future<Void> answered =
        client
            .request(HttpMethod.POST, path)
            .compose(request -> request.send(event))
            .compose(HttpClientResponse::end)
            .onFailure(RuntimeApi::gone);
    if (pipelined) {
      poll();
    } else {
      answered.onSuccess(done -> poll());
    }
  }
}
