package dev.nextloop.webclient.internal;

import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Propagation;
import dev.nextloop.webclient.CallObserver;
import dev.nextloop.webclient.CallObserver.Failure;
import dev.nextloop.webclient.RequestSigner;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One call from its beginning to its one end: the response, a failure, its time is up, or its
 * invocation is given up. Whatever comes first counts. Any thread.
 */
final class OutgoingCall<T> implements Runnable {
  private final Caller caller;
  private final Invocation invocation;
  private final HttpRequest<T> request;
  private final Buffer body;
  private final CountedBody<T> response;
  private final long began;
  private final Promise<HttpResponse<T>> end = Promise.promise();
  private final AtomicBoolean over = new AtomicBoolean();

  OutgoingCall(Caller caller, Invocation invocation, HttpRequest<T> request, Buffer body) {
    this.caller = caller;
    this.invocation = invocation;
    this.request = request;
    this.body = body;
    this.began = caller.host().ticks();
    this.response =
        new CountedBody<>(
            request.bodyCodec(), caller.options().maxResponseBytes(), this::failTooLarge);
  }

  Future<HttpResponse<T>> send(Function<HttpRequest<T>, Future<HttpResponse<T>>> sending) {
    try {
      begin(sending);
    } catch (RuntimeException e) {
      fail(Failure.MALFORMED, e);
    }
    return end.future();
  }

  private void begin(Function<HttpRequest<T>, Future<HttpResponse<T>>> sending) {
    if (invocation.expired() || invocation.cancelled().isComplete()) {
      run();
      return;
    }
    long limit = limit();
    request.as(response);
    request.connectTimeout(shorter(request.connectTimeout(), limit));
    request.idleTimeout(shorter(request.idleTimeout(), limit));
    Propagation.inject(invocation, this::header);
    OpenCalls open = OpenCalls.of(invocation, caller.open());
    open.add(this);
    long timer = caller.vertx().setTimer(limit, fired -> failInTime(null));
    end.future()
        .onComplete(
            ended -> {
              caller.vertx().cancelTimer(timer);
              open.remove(this);
            });
    if (invocation.cancelled().isComplete()) {
      // Between the question above and the entry in the list.
      run();
    } else {
      signed().compose(ready -> sent(sending)).onComplete(this::ended);
    }
  }

  /** Milliseconds that the call has. */
  private long limit() {
    long left = invocation.remaining().minus(caller.options().margin()).toMillis();
    return shorter(request.timeout(), Math.max(1, left));
  }

  /** Not positive is without limit. */
  private static long shorter(long given, long limit) {
    return given > 0 ? Math.min(given, limit) : limit;
  }

  /** What the handler has set itself goes first; what could end a header is left out. */
  private void header(String name, String value) {
    if (Check.isVisible(name)
        && Check.isVisible(value.replace(' ', '.'))
        && !request.headers().contains(name)) {
      request.putHeader(name, value);
    }
  }

  private Future<Void> signed() {
    if (caller.signer() == null) {
      return Future.succeededFuture();
    }
    request.followRedirects(false);
    String host = request.virtualHost() != null ? request.virtualHost() : request.host();
    // Asked for first: it takes the query out of the path.
    MultiMap query = request.queryParams();
    return caller
        .signer()
        .sign(
            new RequestSigner.Unsigned(
                request.method().name(),
                Boolean.TRUE.equals(request.ssl()),
                host,
                request.port(),
                request.uri(),
                query,
                request.headers(),
                body))
        .onSuccess(this::signedBy)
        .onFailure(e -> fail(Failure.NOT_SIGNED, e))
        .mapEmpty();
  }

  private void signedBy(MultiMap headers) {
    headers.names().forEach(name -> request.putHeader(name, headers.getAll(name)));
  }

  private Future<HttpResponse<T>> sent(Function<HttpRequest<T>, Future<HttpResponse<T>>> sending) {
    return over.get()
        ? Future.failedFuture("the call ended before it was sent")
        : sending.apply(request);
  }

  private void ended(HttpResponse<T> result, Throwable failure) {
    if (failure == null) {
      if (over.compareAndSet(false, true)) {
        tell(result.statusCode(), null);
        end.complete(result);
      }
    } else if (failure instanceof TimeoutException) {
      failInTime(failure);
    } else {
      fail(Failures.kind(failure), failure);
    }
  }

  private void failInTime(Throwable cause) {
    fail(
        Failure.TIMED_OUT,
        new FunctionError(
            "Function.CallTimedOut",
            target()
                + " gave no complete response within "
                + TimeUnit.NANOSECONDS.toMillis(passed())
                + " ms, which was the time of the call: "
                + invocation.remaining().toMillis()
                + " ms are left of the invocation",
            cause));
  }

  private void failTooLarge() {
    fail(
        Failure.TOO_LARGE,
        new FunctionError(
            "Function.CallTooLarge",
            target()
                + " sends more than the "
                + caller.options().maxResponseBytes()
                + " bytes that are read; raise NEXTLOOP_CALL_MAX_BYTES, or ask for less"));
  }

  /** The invocation was given up. */
  @Override
  public void run() {
    fail(
        Failure.CANCELLED,
        new FunctionError(
            "Runtime.HandlerTimeout",
            "the call "
                + target()
                + " ended with its invocation, whose deadline is "
                + invocation.deadline()));
  }

  private void fail(Failure kind, Throwable failure) {
    if (over.compareAndSet(false, true)) {
      response.stop();
      tell(0, kind);
      end.fail(failure);
    }
  }

  private String target() {
    return request.method() + " " + request.host() + ":" + request.port();
  }

  private long passed() {
    return caller.host().ticks() - began;
  }

  private void tell(int status, Failure failure) {
    if (caller.observer() != null) {
      caller.tell(
          new CallObserver.Call(
              caller.hosts().name(request.host()),
              request.method().name(),
              status,
              failure,
              passed(),
              body == null ? -1 : body.length(),
              response.received()));
    }
  }
}
