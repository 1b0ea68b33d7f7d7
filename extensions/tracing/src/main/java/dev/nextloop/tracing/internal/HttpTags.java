package dev.nextloop.tracing.internal;

import io.vertx.core.MultiMap;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import io.vertx.core.spi.tracing.TagExtractor;

/**
 * What Vert.x tells a tracer of an HTTP call. Its requests and responses are of one type in version
 * 1.1 of HTTP and of another in version 2; their tags are the same.
 */
public final class HttpTags {
  private static final String METHOD = "http.request.method";
  private static final String URL = "url.full";
  private static final String STATUS = "http.response.status_code";

  private HttpTags() {}

  /** The request's method; null where it is no HTTP request. */
  public static <R> String method(R request, TagExtractor<R> tags) {
    return tag(request, tags, METHOD);
  }

  /** The request's URL, with all that may be secret in it; null where it is not known. */
  public static <R> String url(R request, TagExtractor<R> tags) {
    return tag(request, tags, URL);
  }

  /** The response's status; 0 where it has none. */
  public static <R> int status(R response, TagExtractor<R> tags) {
    String status = response == null ? null : tag(response, tags, STATUS);
    return status == null ? 0 : (int) number(status, 0);
  }

  /** The response's length; negative where it is not told. */
  public static long length(Object response) {
    MultiMap headers =
        response instanceof HttpResponse http ? http.headers() : headersThemselves(response);
    String length = headers == null ? null : headers.get("Content-Length");
    return length == null ? -1 : number(length, -1);
  }

  /** Whether the request has such a header already. */
  public static boolean carries(Object request, String header) {
    MultiMap headers =
        request instanceof HttpRequest http ? http.headers() : headersThemselves(request);
    return headers != null && headers.contains(header);
  }

  private static MultiMap headersThemselves(Object message) {
    return message instanceof MultiMap headers ? headers : null;
  }

  private static <R> String tag(R message, TagExtractor<R> tags, String name) {
    int count = tags.len(message);
    for (int i = 0; i < count; i++) {
      if (name.equals(tags.name(message, i))) {
        return tags.value(message, i);
      }
    }
    return null;
  }

  private static long number(String text, long otherwise) {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
