package dev.nextloop.opentelemetry.internal;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.Locale;

/** What an HTTP event says of its request, in the words of the conventions for HTTP spans. */
final class RequestAttributes {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ORIGINAL =
      AttributeKey.stringKey("http.request.method_original");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");

  private RequestAttributes() {}

  /** Puts what is there. */
  static void put(SpanBuilder span, EventFacts facts, String route) {
    String method = facts.knownMethod();
    span.setAttribute(METHOD, method);
    if (method.equals("_OTHER")) {
      span.setAttribute(ORIGINAL, Failures.cut(facts.method));
    }
    putIfThere(span, ROUTE, route);
    putIfThere(span, PATH, facts.path);
    putIfThere(span, AGENT, facts.headers.get("user-agent"));
    String scheme = facts.headers.get("x-forwarded-proto");
    putIfThere(span, SCHEME, scheme == null ? null : scheme.toLowerCase(Locale.ROOT));
  }

  private static void putIfThere(SpanBuilder span, AttributeKey<String> key, String value) {
    if (value != null) {
      span.setAttribute(key, Failures.cut(value));
    }
  }
}
