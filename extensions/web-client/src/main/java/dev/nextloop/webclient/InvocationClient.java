package dev.nextloop.webclient;

import dev.nextloop.Invocation;
import dev.nextloop.spi.Host;
import dev.nextloop.webclient.internal.Caller;
import dev.nextloop.webclient.internal.SentRequests;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.util.Objects;

/**
 * A Web Client for handlers. Every call carries the trace of its invocation ({@link
 * dev.nextloop.Propagation}), ends when its invocation has no time left but a margin, and when it
 * is given up; may be signed, and counted. Made once and used by all invocations at once; nothing
 * of one gets into another. Immutable; safe for any thread, on any engine.
 *
 * <pre>{@code
 * private final InvocationClient client =
 *     InvocationClient.over(vertx, host, guard.webClient(pool.client(), pool.pool()));
 * ...
 * return client.of(invocation).get("https://stock.example/items/1").send();
 * }</pre>
 */
public final class InvocationClient {
  private final WebClient web;
  private final Caller caller;

  private InvocationClient(WebClient web, Caller caller) {
    this.web = web;
    this.caller = caller;
  }

  /** A client with the settings of the machine's variables ({@link CallOptions#from}). */
  public static InvocationClient over(Vertx vertx, Host host, WebClient web) {
    return over(vertx, host, web, CallOptions.from(host));
  }

  /**
   * A client.
   *
   * @param vertx keeps the time; the one of the Web Client
   * @param host gives clock and log
   * @param web sends; yours to close. Best one that is guarded ({@link FreezeGuard#webClient}) and
   *     whose pools fit ({@link LambdaPool})
   */
  public static InvocationClient over(Vertx vertx, Host host, WebClient web, CallOptions options) {
    SentRequests.watch(web);
    return new InvocationClient(
        Objects.requireNonNull(web, "web"),
        new Caller(
            Objects.requireNonNull(vertx, "vertx"), Objects.requireNonNull(host, "host"), options));
  }

  /** The same client, whose calls are told to this observer, in place of one before. */
  public InvocationClient observing(CallObserver observer) {
    return new InvocationClient(
        web, caller.observing(Objects.requireNonNull(observer, "observer")));
  }

  /** The same client, whose requests are signed; those follow no redirects. */
  public InvocationClient signing(RequestSigner signer) {
    return new InvocationClient(web, caller.signing(Objects.requireNonNull(signer, "signer")));
  }

  /** Calls that are made for this invocation. */
  public InvocationCaller of(Invocation invocation) {
    return new InvocationCaller(web, caller, Objects.requireNonNull(invocation, "invocation"));
  }
}
