package dev.nextloop.webclient.internal;

import dev.nextloop.spi.Host;
import dev.nextloop.webclient.AwsCredentials;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Credentials of the container endpoint, which Lambda has under SnapStart: kept until shortly
 * before they expire; asked for once, however many wait for them. Any thread.
 */
public final class ContainerCredentials {
  private static final String URI_NAME = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String TOKEN_NAME = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
  private static final long EARLY_MILLIS = 300_000;
  private static final long PATIENCE_MILLIS = 2_000;
  private static final int LONGEST = 65_536;

  private final Vertx vertx;
  private final Host host;
  private HttpClient client;
  private AwsCredentials known;
  private long expires;
  private Future<AwsCredentials> asked;

  /** Asks nobody yet. */
  public ContainerCredentials(Vertx vertx, Host host) {
    this.vertx = vertx;
    this.host = host;
  }

  /** Those that are known while they last, else new ones. */
  public synchronized Future<AwsCredentials> get() {
    long left = known == null ? 0 : expires - host.now();
    if (left > EARLY_MILLIS) {
      return Future.succeededFuture(known);
    }
    if (asked != null) {
      return asked;
    }
    Promise<AwsCredentials> answer = Promise.promise();
    asked = answer.future();
    ask().onComplete((body, failure) -> answered(body, failure, answer));
    return answer.future();
  }

  /** What is known is another machine's. */
  public synchronized void forget() {
    known = null;
  }

  private Future<Buffer> ask() {
    String uri = host.variable(URI_NAME);
    if (uri == null || uri.isEmpty()) {
      return Future.failedFuture(
          new IllegalStateException(
              "there are no credentials: neither AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY nor "
                  + URI_NAME
                  + " is set"));
    }
    if (!isTrusted(uri)) {
      return Future.failedFuture(
          Check.wrong(URI_NAME, uri, "https, or an address of this machine or its link"));
    }
    if (client == null) {
      client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    }
    RequestOptions request =
        new RequestOptions()
            .setAbsoluteURI(uri)
            .setConnectTimeout(PATIENCE_MILLIS)
            .setIdleTimeout(PATIENCE_MILLIS);
    String token = host.variable(TOKEN_NAME);
    if (token != null && !token.isEmpty()) {
      request.putHeader("Authorization", token);
    }
    return client
        .request(request)
        .compose(sent -> sent.send().compose(response -> body(sent, response)));
  }

  /** The token must not go to anybody else. */
  private static boolean isTrusted(String text) {
    try {
      URI uri = URI.create(text);
      String name = uri.getHost();
      boolean near =
          name != null
              && name.matches("localhost|127(\\.\\d{1,3}){3}|169\\.254(\\.\\d{1,3}){2}|\\[::1]");
      return ("https".equals(uri.getScheme()) && name != null)
          || ("http".equals(uri.getScheme()) && near);
    } catch (IllegalArgumentException noUri) {
      return false;
    }
  }

  private static Future<Buffer> body(HttpClientRequest request, HttpClientResponse response) {
    if (response.statusCode() != 200) {
      // Heard by somebody, because Vert.x would log the reset.
      response.exceptionHandler(reset -> {});
      request.reset();
      return Future.failedFuture("it answered with status " + response.statusCode());
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer read = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(read));
    response.handler(
        part -> {
          if (read.length() + part.length() > LONGEST) {
            whole.tryFail("it answered with more than " + LONGEST + " bytes");
            request.reset();
          } else {
            read.appendBuffer(part);
          }
        });
    return whole.future();
  }

  private void answered(Buffer body, Throwable failure, Promise<AwsCredentials> answer) {
    AwsCredentials given = null;
    Throwable cause = failure;
    synchronized (this) {
      asked = null;
      if (failure == null) {
        try {
          given = take(new JsonObject(body));
        } catch (RuntimeException e) {
          // Not with what the parser says, which quotes the text.
          cause =
              new IllegalStateException(
                  e instanceof IllegalArgumentException
                      ? e.getMessage()
                      : "it answered with no JSON object");
        }
      }
      if (given == null && known != null && expires > host.now()) {
        given = known;
      }
    }
    if (given != null) {
      answer.complete(given);
    } else if (cause instanceof IllegalStateException
        || cause instanceof IllegalArgumentException) {
      answer.fail(cause);
    } else {
      answer.fail(
          new IllegalStateException(
              URI_NAME + " gave no credentials: " + cause.getMessage(), cause));
    }
  }

  private AwsCredentials take(JsonObject it) {
    AwsCredentials given =
        new AwsCredentials(text(it, "AccessKeyId"), text(it, "SecretAccessKey"), text(it, "Token"));
    known = given;
    expires = expiration(text(it, "Expiration"));
    return given;
  }

  private static String text(JsonObject it, String name) {
    return it.getValue(name) instanceof String text ? text : null;
  }

  /** Without a time that makes sense they are asked for again in a while. */
  private long expiration(String text) {
    try {
      return Instant.parse(text == null ? "" : text).toEpochMilli();
    } catch (DateTimeException none) {
      return host.now() + 2 * EARLY_MILLIS;
    }
  }
}
