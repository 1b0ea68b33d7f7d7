package dev.nextloop.webclient;

import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.function.Function;

/**
 * Outgoing calls of one invocation: none waits longer than the invocation has, and all fail when it
 * is cancelled, with a {@link FunctionError} of type {@code Runtime.HandlerTimeout}. Safe for any
 * thread.
 */
public final class InvocationCalls {
  /** HTTP/2's CANCEL; HTTP/1 closes the connection. */
  private static final long CANCEL = 8;

  private final Invocation invocation;

  private InvocationCalls(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Calls that end with this invocation. */
  public static InvocationCalls of(Invocation invocation) {
    return new InvocationCalls(invocation);
  }

  /** As {@link #send(HttpRequest, Function)}, without a body. */
  public <T> Future<HttpResponse<T>> send(HttpRequest<T> request) {
    return send(request, HttpRequest::send);
  }

  /**
   * Sends a request of a Web Client. When the invocation is cancelled, the future fails at once;
   * the request itself, which Web Client gives no way to reset, ends at its time-out, or with its
   * response where that has begun. {@link InvocationClient} resets it.
   *
   * @param request its time-outs are shortened to the time left
   * @param sending sends it, for instance {@code r -> r.sendJson(order)}
   */
  public <T> Future<HttpResponse<T>> send(
      HttpRequest<T> request, Function<HttpRequest<T>, Future<HttpResponse<T>>> sending) {
    long left = left();
    if (left == 0) {
      return Future.failedFuture(cancelled());
    }
    request.connectTimeout(shorter(request.connectTimeout(), left));
    request.idleTimeout(shorter(request.idleTimeout(), left));
    Promise<HttpResponse<T>> first = Promise.promise();
    sending
        .apply(request)
        .onComplete(
            (response, failure) -> {
              if (failure == null) {
                first.tryComplete(response);
              } else {
                first.tryFail(failure);
              }
            });
    invocation.cancelled().onComplete(signal -> first.tryFail(cancelled()));
    return first.future();
  }

  /**
   * A request of a core client, which is reset when the invocation is cancelled.
   *
   * @param options its time-outs are shortened to the time left
   */
  public Future<HttpClientRequest> request(HttpClient client, RequestOptions options) {
    long left = left();
    if (left == 0) {
      return Future.failedFuture(cancelled());
    }
    RequestOptions bounded = new RequestOptions(options);
    bounded.setConnectTimeout(shorter(options.getConnectTimeout(), left));
    bounded.setIdleTimeout(shorter(options.getIdleTimeout(), left));
    return client
        .request(bounded)
        .onSuccess(
            request ->
                invocation.cancelled().onComplete(signal -> request.reset(CANCEL, cancelled())));
  }

  /** Milliseconds, rounded up, so that 0 means over. */
  private long left() {
    return invocation.remaining().plusNanos(999_999).toMillis();
  }

  /** Not positive is without limit. */
  private static long shorter(long given, long left) {
    return given > 0 ? Math.min(given, left) : left;
  }

  private FunctionError cancelled() {
    return new FunctionError(
        "Runtime.HandlerTimeout",
        "a call was cancelled with its invocation, whose deadline is " + invocation.deadline());
  }
}
