package dev.nextloop.internal.web;

import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.internal.pipeline.StreamedAnswer;
import dev.nextloop.internal.vertx.VertxLoop;
import dev.nextloop.internal.wire.RuntimeHeaders;
import dev.nextloop.internal.wire.RuntimePaths;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** One lane's calls over a Web Client with a pool of one connection. */
final class WebClientApi implements RuntimeApi {
  private final VertxLoop loop;
  private final Supplier<WebClient> clients;
  private final PostPatience patience;
  private final Function<Events, StreamedAnswer> streams;
  private WebClient client;
  private Events lane;
  private StreamedAnswer stream;
  private boolean closed;

  WebClientApi(
      Vertx vertx,
      VertxLoop loop,
      Endpoint endpoint,
      String userAgent,
      Function<Events, StreamedAnswer> streams) {
    this.loop = loop;
    this.streams = streams;
    this.clients = () -> WebClient.create(vertx, options(endpoint, userAgent), pool());
    this.client = clients.get();
    this.patience = new PostPatience(loop, this::giveUpPost);
  }

  private static WebClientOptions options(Endpoint endpoint, String userAgent) {
    WebClientOptions options = new WebClientOptions();
    options.setUserAgent(userAgent).setFollowRedirects(false);
    options
        .setDefaultHost(endpoint.host())
        .setDefaultPort(endpoint.port())
        .setConnectTimeout(1_000)
        // No timer may close a connection that only slept through a freeze.
        .setKeepAliveTimeout(0)
        .setMaxHeaderSize(1 << 20)
        .setDecompressionSupported(false)
        // A poll is no call of the function's, and may wait for hours.
        .setTracingPolicy(TracingPolicy.IGNORE);
    return options;
  }

  private static PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(1);
  }

  @Override
  public void open(Events events) {
    this.lane = events;
  }

  @Override
  public void poll() {
    send(
        client.request(HttpMethod.GET, RuntimePaths.NEXT),
        null,
        response -> {
          int status = response.statusCode();
          if (status >= 300 || status == 204) {
            lane.pollFailed(ApiFailure.status(status));
          } else {
            lane.polled(new WebInvocation(response));
          }
        },
        failure -> lane.pollFailed(failure));
  }

  @Override
  public void answer(Invocation invocation, Outcome outcome, After after) {
    String path = RuntimePaths.INVOCATION + invocation.requestId();
    String invocationId = invocation.invocationId().orElse(null);
    if (outcome instanceof Outcome.Success success) {
      Reply.Bytes reply = success.reply();
      HttpRequest<Buffer> request = request(path + RuntimePaths.RESPONSE, invocationId);
      request.putHeader("Content-Type", reply.contentType());
      post(request, reply.body(), after);
    } else {
      HttpRequest<Buffer> request = request(path + RuntimePaths.ERROR, invocationId);
      post(request, (Outcome.Failure) outcome, after);
    }
  }

  @Override
  public void stream(Invocation invocation, Outcome.Streamed outcome) {
    if (stream == null) {
      stream = streams.apply(lane);
    }
    stream.begin(invocation, outcome);
  }

  @Override
  public void cut(Outcome.Failure why) {
    stream.cut(why);
  }

  @Override
  public void leavePayload() {
    // Every event has memory of its own here.
  }

  @Override
  public void initError(Outcome.Failure failure) {
    post(request(RuntimePaths.INIT_ERROR, null), failure, After.HOLD);
  }

  @Override
  public void restoreNext() {
    send(
        client.request(HttpMethod.GET, RuntimePaths.RESTORE_NEXT),
        null,
        response -> {
          int status = response.statusCode();
          if (status >= 300 || status == 204) {
            lane.pollFailed(ApiFailure.status(status));
          } else {
            lane.restored();
          }
        },
        failure -> lane.pollFailed(failure));
  }

  @Override
  public void restoreError(Outcome.Failure failure) {
    post(request(RuntimePaths.RESTORE_ERROR, null), failure, After.HOLD);
  }

  private HttpRequest<Buffer> request(String path, String invocationId) {
    HttpRequest<Buffer> request = client.request(HttpMethod.POST, path);
    if (invocationId != null) {
      request.putHeader(RuntimeHeaders.INVOCATION_ID, invocationId);
    }
    return request;
  }

  private void post(HttpRequest<Buffer> request, Outcome.Failure failure, After after) {
    request.putHeader("Content-Type", "application/json");
    request.putHeader(RuntimeHeaders.ERROR_TYPE, failure.type());
    if (failure.cause() != null) {
      request.putHeader(RuntimeHeaders.ERROR_CAUSE, failure.cause());
    }
    post(request, failure.body(), after);
  }

  private void post(HttpRequest<Buffer> request, ByteBuffer body, After after) {
    byte[] bytes = new byte[body.remaining()];
    body.get(body.position(), bytes);
    patience.begin();
    send(
        request,
        Buffer.buffer(bytes),
        response -> {
          patience.end();
          lane.posted(response.statusCode());
          if (after == After.POLL && response.statusCode() < 300 && !closed) {
            poll();
          }
        },
        failure -> {
          patience.end();
          lane.postFailed(failure);
        });
  }

  /** A Web Client can't reset a request, but with the client its connection goes, and fails it. */
  private void giveUpPost() {
    WebClient silent = client;
    client = clients.get();
    silent.close();
  }

  private void send(
      HttpRequest<Buffer> request,
      Buffer body,
      Consumer<HttpResponse<Buffer>> answered,
      Consumer<ApiFailure> failed) {
    Future<HttpResponse<Buffer>> response =
        body == null ? request.send() : request.sendBuffer(body);
    response.onComplete(
        result ->
            loop.execute(
                () -> {
                  if (closed) {
                    return;
                  }
                  if (result.succeeded()) {
                    answered.accept(result.result());
                  } else {
                    failed.accept(failure(result.cause()));
                  }
                }));
  }

  private static ApiFailure failure(Throwable cause) {
    if (cause instanceof ConnectException) {
      return ApiFailure.broken(ApiFailure.Kind.CONNECT, cause.getMessage(), cause);
    }
    if (cause instanceof RuntimeException && !(cause instanceof VertxException)) {
      // Neither Vert.x's own nor the system's: the HTTP decoder's.
      return ApiFailure.protocol(cause.getMessage());
    }
    return ApiFailure.broken(ApiFailure.Kind.BROKEN, String.valueOf(cause.getMessage()), cause);
  }

  @Override
  public Future<Void> close() {
    Promise<Void> done = Promise.promise();
    // At once: a lane that closes within a callback must not see another one after it.
    loop.now(() -> end(done));
    return done.future();
  }

  private void end(Promise<Void> done) {
    closed = true;
    patience.end();
    client.close();
    if (stream != null) {
      stream.close();
    }
    done.complete();
  }
}
