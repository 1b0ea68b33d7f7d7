package dev.nextloop.webclient;

import dev.nextloop.Invocation;
import dev.nextloop.webclient.internal.Caller;
import dev.nextloop.webclient.internal.Check;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClient;

/** Makes the calls of one invocation. Safe for any thread. */
public final class InvocationCaller {
  private final WebClient web;
  private final Caller caller;
  private final Invocation invocation;

  InvocationCaller(WebClient web, Caller caller, Invocation invocation) {
    this.web = web;
    this.caller = caller;
    this.invocation = invocation;
  }

  /** A {@code GET} of {@link #request}. */
  public InvocationCall<Buffer> get(String url) {
    return request(HttpMethod.GET, url);
  }

  /** A {@code POST} of {@link #request}. */
  public InvocationCall<Buffer> post(String url) {
    return request(HttpMethod.POST, url);
  }

  /** A {@code PUT} of {@link #request}. */
  public InvocationCall<Buffer> put(String url) {
    return request(HttpMethod.PUT, url);
  }

  /** A {@code PATCH} of {@link #request}. */
  public InvocationCall<Buffer> patch(String url) {
    return request(HttpMethod.PATCH, url);
  }

  /** A {@code DELETE} of {@link #request}. */
  public InvocationCall<Buffer> delete(String url) {
    return request(HttpMethod.DELETE, url);
  }

  /**
   * A call that is not sent yet.
   *
   * @param url absolute, {@code http://} or {@code https://}; visible ASCII, so what is put into it
   *     must be encoded
   * @throws IllegalArgumentException when the URL is none of that; shown without query and
   *     credentials
   */
  public InvocationCall<Buffer> request(HttpMethod method, String url) {
    Check.url(url);
    try {
      return new InvocationCall<>(caller, invocation, web.requestAbs(method, url));
    } catch (VertxException e) {
      throw new IllegalArgumentException(
          "the url has a scheme and is none all the same; correct it", e);
    }
  }
}
