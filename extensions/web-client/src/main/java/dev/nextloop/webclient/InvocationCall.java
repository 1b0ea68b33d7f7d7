package dev.nextloop.webclient;

import dev.nextloop.Invocation;
import dev.nextloop.webclient.internal.Caller;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.function.Function;

/**
 * One call of an invocation, to be sent once. It fails
 *
 * <ul>
 *   <li>with a {@link dev.nextloop.FunctionError} of type {@code Function.CallTimedOut} when it is
 *       not complete in the time that the invocation has left, less the margin, or within a shorter
 *       time-out of the request's own; the message names host and time
 *   <li>with one of type {@code Runtime.HandlerTimeout} when the invocation is given up, or has no
 *       time left to begin with
 *   <li>with one of type {@code Function.CallTooLarge} when the response is too long
 *   <li>with Vert.x's own exception when there is no connection, or what came is no HTTP
 * </ul>
 *
 * <p>A response of any status is a success. A call that fails while its request is under way resets
 * it: a connection of HTTP/1 is closed, of HTTP/2 the stream.
 *
 * @param <T> what the response's body is read as
 */
public final class InvocationCall<T> {
  private final Caller caller;
  private final Invocation invocation;
  private final HttpRequest<T> request;

  InvocationCall(Caller caller, Invocation invocation, HttpRequest<T> request) {
    this.caller = caller;
    this.invocation = invocation;
    this.request = request;
  }

  /**
   * Everything else that a request of Web Client can have: headers, query, codec, time-outs.
   *
   * @param change for instance {@code r -> r.putHeader("accept", "text/plain").as(string())}
   */
  public <U> InvocationCall<U> with(Function<HttpRequest<T>, HttpRequest<U>> change) {
    return new InvocationCall<>(caller, invocation, change.apply(request));
  }

  /** Sends it without a body. */
  public Future<HttpResponse<T>> send() {
    return caller.send(invocation, request, Buffer.buffer(), HttpRequest::send);
  }

  /** Sends it with these bytes as they are. */
  public Future<HttpResponse<T>> send(Buffer body) {
    return caller.send(invocation, request, body, it -> it.sendBuffer(body));
  }

  /** Sends it with this value as JSON; an own {@code Content-Type} is kept. */
  public Future<HttpResponse<T>> sendJson(Object value) {
    if (!request.headers().contains(HttpHeaders.CONTENT_TYPE)) {
      request.putHeader("Content-Type", "application/json");
    }
    return send(Json.encodeToBuffer(value));
  }

  /** Sends it with the bytes that come from a stream, whose backpressure is kept. */
  public Future<HttpResponse<T>> send(ReadStream<Buffer> body) {
    return caller.send(invocation, request, null, it -> it.sendStream(body));
  }
}
