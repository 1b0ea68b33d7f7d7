package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The Runtime API of one execution environment, on a loopback port of its own. It parses and
 * answers HTTP; what a call means is {@link RuntimeTalk}'s. Everything runs on the event loop that
 * called {@link #listen}. Calls that are pipelined on one connection are answered in order, and
 * each is looked at only when the one before it has been answered.
 */
public final class RuntimeApiServer {
  /** Largest response and error body, bytes: AWS's 6 MiB and 100 bytes. */
  public static final int MAX_PAYLOAD = 6 * 1024 * 1024 + 100;

  private static final String NEXT = "/2018-06-01/runtime/invocation/next";
  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
  private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
  private static final String RESTORE_NEXT = "/2018-06-01/runtime/restore/next";
  private static final String RESTORE_ERROR = "/2018-06-01/runtime/restore/error";
  private static final String PING = "/2018-06-01/ping";
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final Buffer ACCEPTED = Buffer.buffer("{\"status\":\"OK\"}\n");

  private final HttpServer server;
  private final RuntimeTalk talk;
  private final ContainerCredentials credentials;

  /** A server for a runtime that is started on demand. */
  public RuntimeApiServer(Vertx vertx, RuntimeTalk talk) {
    this(vertx, talk, null);
  }

  /**
   * A server that doesn't listen yet.
   *
   * @param vertx owner of the sockets
   * @param talk decides what each call does
   * @param credentials handed out to a runtime that is restored; null for none
   */
  public RuntimeApiServer(Vertx vertx, RuntimeTalk talk, ContainerCredentials credentials) {
    this.talk = talk;
    this.credentials = credentials;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setMaxHeaderSize(2 << 20) // an X-Ray cause may be 1 MiB
                    .setMaxInitialLineLength(16 << 10)
                    .setMaxChunkSize(64 << 10)
                    .setHandle100ContinueAutomatically(true)
                    .setReuseAddress(true))
            .requestHandler(this::handle);
  }

  /** Opens the port; the future holds its number. */
  public Future<Integer> listen() {
    return server.listen().map(HttpServer::actualPort);
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }

  private void handle(HttpServerRequest request) {
    String path = request.path();
    if (path == null) {
      notFound(request);
    } else if (path.equals(NEXT)) {
      only(HttpMethod.GET, request, () -> next(request));
    } else if (path.startsWith(INVOCATION)) {
      invocation(request, path);
    } else if (path.equals(INIT_ERROR)) {
      only(HttpMethod.POST, request, () -> post(request, Call.INIT_ERROR));
    } else if (path.equals(PING)) {
      only(HttpMethod.GET, request, () -> request.response().end("pong"));
    } else if (talk.snapshots() && path.equals(RESTORE_NEXT)) {
      only(HttpMethod.GET, request, () -> restoreNext(request));
    } else if (talk.snapshots() && path.equals(RESTORE_ERROR)) {
      only(HttpMethod.POST, request, () -> post(request, Call.RESTORE_ERROR));
    } else if (credentials != null && path.equals(ContainerCredentials.PATH)) {
      only(HttpMethod.GET, request, () -> credentials(request));
    } else {
      notFound(request);
    }
  }

  private void invocation(HttpServerRequest request, String path) {
    int slash = path.indexOf('/', INVOCATION.length());
    String id = slash < 0 ? "" : path.substring(INVOCATION.length(), slash);
    Call call =
        switch (slash < 0 ? "" : path.substring(slash)) {
          case "/response" -> Call.RESPONSE;
          case "/error" -> Call.ERROR;
          default -> null;
        };
    if (call == null) {
      notFound(request);
    } else if (!request.method().equals(HttpMethod.POST)) {
      request.response().setStatusCode(405).end();
    } else if (!talk.isCurrent(id)) {
      refuse(request, Refusal.INVALID_REQUEST_ID);
    } else {
      post(request, call);
    }
  }

  private void next(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    RuntimeTalk.Poll poll = event -> send(response, event);
    Refusal refusal = talk.next(poll);
    if (refusal != null) {
      refuse(request, refusal);
    } else if (!response.ended()) {
      response.closeHandler(closed -> talk.gone(poll));
    }
  }

  private void restoreNext(HttpServerRequest request) {
    Refusal refusal = talk.snapshot(() -> request.response().end());
    if (refusal != null) {
      refuse(request, refusal);
    }
  }

  private void credentials(HttpServerRequest request) {
    if (credentials.opensTo(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      json(request.response(), credentials.document());
    } else {
      notFound(request);
    }
  }

  private static void send(HttpServerResponse response, Event event) {
    event.writeTo(response.headers());
    response.end(event.payload());
  }

  private void post(HttpServerRequest request, Call call) {
    Refusal refusal = talk.begin(call);
    if (refusal != null) {
      refuse(request, refusal);
      return;
    }
    BoundedBody.read(
        request,
        new BoundedBody.Reader() {
          @Override
          public void complete(Buffer body, long size) {
            Refusal late = talk.finish(call, request.headers(), body, size);
            if (late != null) {
              refuse(request, late);
            } else {
              json(request.response().setStatusCode(202), ACCEPTED);
            }
          }

          @Override
          public void truncated() {
            talk.truncated();
          }
        });
  }

  private static void only(HttpMethod method, HttpServerRequest request, Runnable then) {
    if (request.method().equals(method)) {
      then.run();
    } else {
      request.response().setStatusCode(405).end();
    }
  }

  private static void notFound(HttpServerRequest request) {
    request.response().setStatusCode(404).end("404 page not found\n");
  }

  private static void refuse(HttpServerRequest request, Refusal refusal) {
    json(request.response().setStatusCode(refusal.status()), refusal.body());
  }

  private static void json(HttpServerResponse response, Buffer body) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
  }
}
