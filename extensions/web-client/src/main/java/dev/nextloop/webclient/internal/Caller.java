package dev.nextloop.webclient.internal;

import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.spi.Host;
import dev.nextloop.webclient.CallObserver;
import dev.nextloop.webclient.CallOptions;
import dev.nextloop.webclient.RequestSigner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * What all calls of a client have in common. Any thread.
 *
 * @param signer null where nothing is signed
 * @param observer null where nobody listens
 * @param open where an invocation keeps its calls that are under way
 */
public record Caller(
    Vertx vertx,
    Host host,
    CallOptions options,
    RequestSigner signer,
    CallObserver observer,
    Hosts hosts,
    Key<OpenCalls> open,
    AtomicBoolean complained) {

  /** Signs nothing and tells nobody. */
  public Caller(Vertx vertx, Host host, CallOptions options) {
    this(
        vertx,
        host,
        Objects.requireNonNull(options, "options"),
        null,
        null,
        new Hosts(options.hosts()),
        Key.of("calls"),
        new AtomicBoolean());
  }

  /** The same with another observer. */
  public Caller observing(CallObserver told) {
    return new Caller(
        vertx, host, options, signer, told, new Hosts(options.hosts()), open, new AtomicBoolean());
  }

  /** The same with another signer. */
  public Caller signing(RequestSigner with) {
    return new Caller(vertx, host, options, with, observer, hosts, open, complained);
  }

  /**
   * Makes a call.
   *
   * @param body null where it is a stream
   * @param sending sends the request with its body
   */
  public <T> Future<HttpResponse<T>> send(
      Invocation invocation,
      HttpRequest<T> request,
      Buffer body,
      Function<HttpRequest<T>, Future<HttpResponse<T>>> sending) {
    return new OutgoingCall<>(this, invocation, request, body).send(sending);
  }

  void tell(CallObserver.Call call) {
    try {
      observer.ended(call);
    } catch (RuntimeException e) {
      if (complained.compareAndSet(false, true)) {
        host.log("nextloop: the observer of outgoing calls throws, said once: " + e);
      }
    }
  }
}
